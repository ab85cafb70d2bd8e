import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startedFolder } from './started-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder that the embedded databases of suites are copied from. */
    pgliteFolder: string
    /** Where they lie, gone after the run. */
    suitesFolder: string
  }
}

/** Vitest's global set-up: makes the folders that tests copy, once, before the files that copy them run beside one another. */
export async function setup(project: TestProject): Promise<() => void> {
  project.provide('pgliteFolder', await startedFolder())
  const suitesFolder = mkdtempSync(join(tmpdir(), 'baton-suites-'))
  project.provide('suitesFolder', suitesFolder)
  return () => { rmSync(suitesFolder, { recursive: true, force: true, maxRetries: 5 }) }
}

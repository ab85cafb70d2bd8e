import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'
import { startedFolder } from './started-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the PostgreSQL that this run has started. */
    postgresUrl: string
  }
}

/** Vitest's global set-up: one PostgreSQL for all files of a run; `TEST_POSTGRES_URL` names one that is already there. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await startedFolder()
  const given = process.env['TEST_POSTGRES_URL']
  if (given) {
    project.provide('postgresUrl', given)
    return async () => {}
  }
  const server = await startPostgres()
  project.provide('postgresUrl', server.url('postgres'))
  return () => server.stop()
}

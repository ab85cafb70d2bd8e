import { startedFolder } from './app.ts'
import { migratedFolder } from './migrated-folder.ts'

/** Vitest's global set-up: makes the folders that tests copy, once, before the files that copy them run beside one another. */
export async function setup(): Promise<void> {
  await migratedFolder()
  await startedFolder()
}

import { migratedFolder } from './migrated-folder.ts'
import { startedFolder } from './started-folder.ts'

/** Vitest's global set-up: makes the folders that tests copy, once, before the files that copy them run beside one another. */
export async function setup(): Promise<void> {
  await migratedFolder()
  await startedFolder()
}

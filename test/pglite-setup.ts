import { migratedFolder } from './migrated-folder.ts'

/** Vitest's global set-up: makes the migrated folder once, before the files that copy it run beside one another. */
export async function setup(): Promise<void> {
  await migratedFolder()
}

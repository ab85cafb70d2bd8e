import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { beFrugal } from './frugal.ts'

beFrugal()
// What was compiled is kept beside the packages, and the next start reads it; where nothing can be written there is none. Before anything else is imported.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'baton', 'compiled'))
const { start } = await import('./start.ts')

await start()

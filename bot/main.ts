// The program. `launch.cjs` starts it in a process that spares memory and time; without that it only takes more.
import { start } from './start.ts'

await start()

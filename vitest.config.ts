import { defineConfig } from 'vitest/config'

// What runs in the embedded database is one project, so that its files share two processes; the contract suites are the same files on both databases.
const contract = 'test/contract/**/*.contract.test.ts'
const embedded = ['test/*.test.ts', 'test/unit/**/*.test.ts', 'test/transcripts/*.test.ts', contract]
const pglite = { globalSetup: ['test/pglite-setup.ts'] }
const postgres = { globalSetup: ['test/postgres-setup.ts'] }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Files of a project that run in one process share its modules and, in databases.ts, its database.
    isolate: false,
    // Node reads our TypeScript as it is, and packages from what it has compiled before (steps.ts): taken through Vite, a run spends ten seconds on what nobody here needs.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // For what hangs, not for what is slow: the same test may take ten times as long on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 100_000 } },
    allowOnly: false,
    passWithNoTests: false,
    env: { NODE_ENV: 'test', LOG_LEVEL: 'silent' },
    projects: [
      { extends: true, test: { name: 'embedded', include: embedded, ...pglite } },
      { extends: true, test: { name: 'postgres', include: [contract], env: { TEST_DATABASE: 'postgres' }, ...postgres } },
      { extends: true, test: { name: 'fault', include: ['test/fault/*.test.ts'], maxConcurrency: 3, testTimeout: 600_000, ...postgres } },
      { extends: true, test: { name: 'e2e', include: ['test/e2e/*.test.ts'], testTimeout: 600_000, ...pglite } },
    ],
  },
})

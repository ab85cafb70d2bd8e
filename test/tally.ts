import { readFileSync } from 'node:fs'

export interface Tally {
  passed: number
  failed: number
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/**
 * Counts what vitest's own JSON report says. A file that could not be loaded, a skipped test, an error outside of any test and a report that is missing
 * each count as failed: nothing passes by not running.
 */
export function tallyVitest(path: string | null, exitCode: number): Tally {
  if (path === null) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')).length
  const skipped = report.numPendingTests + report.numTodoTests
  const failed = report.numFailedTests + brokenFiles + skipped
  const isFailedElsewhere = failed === 0 && (exitCode !== 0 || report.numPassedTests === 0)
  return { passed: report.numPassedTests, failed: isFailedElsewhere ? 1 : failed }
}

import { expect, test } from 'vitest'
import { readCounts, reports, sum, summary } from './counts.ts'

const vitest = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
}

test('tests of both runners are added up', () => {
  const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 1 }, errors: [] }
  const total = sum([reports.vitest.parse(vitest), reports.playwright.parse(playwright)])
  expect(summary(total)).toBe('7 passed, 1 failed, 3 skipped')
})

test('what passed only at a second try has failed', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 0 }
  expect(reports.playwright.parse({ stats, errors: [] })).toMatchObject({ passed: 4, failed: 1 })
})

test('a file that could not be loaded has failed once', () => {
  const broken = { status: 'failed', assertionResults: [] }
  expect(reports.vitest.parse({ ...vitest, testResults: [broken] })).toMatchObject({ failed: 2 })
})

test('a runner that left no report has failed', () => {
  expect(summary(readCounts('vitest', '/nowhere/report.json'))).toBe('0 passed, 1 failed')
})

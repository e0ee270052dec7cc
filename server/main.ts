#!/usr/bin/env -S node --max-semi-space-size=64
import { run } from './cli/run.ts'

// Not awaited at the top: the one file is a CommonJS bundle, which cannot.
void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode
  // Nothing should be left that keeps the process; should there be, it is not waited for.
  setTimeout(() => process.exit(), 2_000).unref()
})

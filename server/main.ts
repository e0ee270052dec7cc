#!/usr/bin/env -S node --max-semi-space-size=64
import { run } from './cli/run.ts'

process.exitCode = await run(process.argv.slice(2))
// Nothing should be left that keeps the process; should there be, it is not waited for.
setTimeout(() => process.exit(), 2_000).unref()

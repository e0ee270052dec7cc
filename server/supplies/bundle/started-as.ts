import { isSea } from 'node:sea'
import { quoted } from '../../cli/quoted.ts'

/** What a person types to run a command of the server: what they have started. */
export function startedAs(): string {
  const { argv, argv0 } = process
  return isSea() ? quoted(argv0) : `node ${quoted(argv[1]!)}`
}

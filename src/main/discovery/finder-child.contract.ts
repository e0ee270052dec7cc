/** A program whose windows look for spaces as it is told: `look 1`, `leave 1`, `stop`. */
import { createInterface } from 'node:readline'
import { createSpaceFinder } from './space-finder.ts'

const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`)
const finder = createSpaceFinder({ interfaces: ['eth0'], announce: (found) => say({ found }) })

createInterface(process.stdin).on('line', (line) => {
  const [what, window] = line.split(' ')
  if (what === 'look') say({ known: finder.look(Number(window)) })
  else if (what === 'leave') finder.leave(Number(window))
  else void finder.stop()
})
say({ started: true })

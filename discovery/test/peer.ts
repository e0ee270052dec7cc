/**
 * A program that announces a space, or looks for some, until it is asked to end:
 * `node peer.ts announce|browse INTERFACES [SPACE]`. It says what happens in lines of JSON.
 */
import { announce, type AnnouncedSpace, browse, systemNetwork } from '../index.ts'

const [does = '', interfaces = '', space = '{}'] = process.argv.slice(2)
const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`)

const network = systemNetwork({
  choice: interfaces === 'all' ? 'all' : interfaces.split(','),
  every: 200,
  refused: (name, error) => say({ refused: name, why: error.message }),
})
const { stop } =
  does === 'announce'
    ? announce({
        network,
        space: JSON.parse(space) as AnnouncedSpace,
        serves: () => true,
        named: (label, link) => say({ label, link }),
      })
    : browse({ network, found: (found) => say({ found }) })

const untilAsked = setInterval(() => undefined, 60_000)
process.once('SIGTERM', () => {
  clearInterval(untilAsked)
  void stop().then(() => say({ stopped: true }))
})
say({ started: does })

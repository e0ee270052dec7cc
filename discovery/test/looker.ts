/** Looks at the network once, as an app that knows no space: `node looker.ts INTERFACES`. */
import { examine, look } from '../doctor/index.ts'

const [interfaces = ''] = process.argv.slice(2)
const choice = interfaces === 'off' ? 'off' : interfaces.split(',')
const seen = await look({ interfaces: choice, places: [] })
process.stdout.write(`${JSON.stringify(examine(seen, Date.now()))}\n`)

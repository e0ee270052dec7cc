import { parseArgs } from 'node:util'
import { memorySoak } from './memory/memory-soak.ts'
import { figures } from './soak/figures.ts'
import { runSoak } from './soak/run-soak.ts'

const help = `
npm run faults                     people write while everything breaks; then it is seen what is left
npm run faults -- memory           an hour's worth of traffic; then it is seen whether the server grew

  --seed N       what happens, in which order (usually the time)
  --clients N    devices (24)
  --messages N   messages typed before it ends (5000; memory: 9000)
  --minutes N    or the time that it takes at most
  --speed N      how many times faster than real time the clocks of clients run (8)
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    clients: { type: 'string' },
    messages: { type: 'string' },
    minutes: { type: 'string' },
    speed: { type: 'string', default: '8' },
    help: { type: 'boolean', short: 'h' },
  },
})

if (values.help) {
  console.log(help)
  process.exit(0)
}
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const [what = 'soak'] = positionals
if (what === 'soak') await soakOnce()
else if (what === 'memory') await memoryOnce()
else {
  console.error(`There is no "${what}".${help}`)
  process.exitCode = 78
}
process.exit()

async function soakOnce(): Promise<void> {
  console.log(`seed ${seed}`)
  const minutes = values.minutes === undefined ? Infinity : Number(values.minutes)
  const messages = Number(values.messages ?? (values.minutes === undefined ? 5_000 : Infinity))
  const result = await runSoak({
    seed,
    messages,
    duration: minutes * 60_000,
    clients: Number(values.clients ?? 24),
    speed: Number(values.speed),
    faultEvery: 16,
    onProgress: (typed, faults) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${typed} messages, ${faults} faults `)
    },
  })
  console.log(`\n${figures(result)}`)
  judge(result.violations, result.lab.server.complaints)
}

async function memoryOnce(): Promise<void> {
  const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  console.log(`seed ${seed}`)
  const { heapUsed, isGrowing, rss } = await memorySoak({
    seed,
    clients: Number(values.clients ?? 24),
    messages: Number(values.messages ?? 9_000),
    onStage: (stage, messages, weight) =>
      console.log(
        `after ${stage * 10} minutes, ${messages} messages: ` +
          `heap ${mebibytes(weight.heapUsed)}, RSS ${mebibytes(weight.rss)}`,
      ),
  })
  console.log(`more than after the warm-up: heap ${mebibytes(heapUsed)}, RSS ${mebibytes(rss)}`)
  console.log(isGrowing ? 'The server GROWS.' : 'The server does not grow.')
  if (isGrowing) process.exitCode = 1
}

function judge(violations: readonly string[], complaints: readonly Complaint[]): void {
  if (complaints.length > 0) console.log(`\nThe server complained of:\n${unlike(complaints)}`)
  if (violations.length === 0) return console.log(`\nNothing was lost. Seed ${seed}`)
  console.log(`\n${violations.length} VIOLATIONS, seed ${seed}:`)
  for (const violation of violations.slice(0, 50)) console.log(`- ${violation}`)
  process.exitCode = 1
}

type Complaint = { msg?: unknown; doing?: unknown; err?: unknown }

/** Each kind of complaint once, with how often it came. */
function unlike(complaints: readonly Complaint[]): string {
  const counts = new Map<string, number>()
  for (const { msg, doing, err } of complaints) {
    const { message = '', stack = '' } = (err ?? {}) as { message?: string; stack?: string }
    const said = [msg, doing, message, stack.split('\n').at(2)?.trim()].filter(Boolean).join(' · ')
    counts.set(said, (counts.get(said) ?? 0) + 1)
  }
  return [...counts].map(([said, count]) => `${String(count).padStart(5)} × ${said}`).join('\n')
}

import type { RunResult } from './run-soak.ts'

/** What came of a soak, for a person to read. */
export function figures({ actions, duration, faults, isDiskReal, lab }: RunResult): string {
  const { acknowledged, counts, refusals, typed } = lab.ledger
  const sum = [...faults.values()].reduce((total, count) => total + count, 0)
  const rows: [string, string | number][] = [
    ['clients', lab.devices.length],
    ['messages typed', typed.length],
    ['changed, deleted, reacted to', `${actions.edit}, ${actions.delete}, ${actions.react}`],
    ['groups left and joined, renamed', `${actions.comeOrGo}, ${actions.rename}`],
    ['writes acknowledged', acknowledged.length],
    ['frames', counts.frames],
    ['server starts', lab.server.starts],
    ['connections greeted', counts.hellos],
    ['gaps repaired', `${counts.gapsRepaired} (asked ${counts.syncs} times)`],
    ['refusals', told(refusals) || 'none'],
    ['faults', sum],
    ...[...faults].sort().map(([kind, count]): [string, number] => [`  ${kind}`, count]),
    ['full disk', isDiskReal ? 'a real one' : 'pretended: no right to mount a small one'],
    ['duration', `${(duration / 1000).toFixed(1)} s`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

function told(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ')
}

import type { TimelineRow } from './timeline-rows.ts'

const LINE = 22
const LETTER = 7.4
const DIVIDER = 40
const MOST_LINES = 15

function linesOf(text: string, width: number): number {
  const perLine = Math.max(10, Math.floor(width / LETTER))
  let lines = 0
  for (const line of text.split('\n', MOST_LINES))
    lines += Math.max(1, Math.ceil(line.length / perLine))
  return Math.min(lines, MOST_LINES)
}

/** Room beside the text: the picture and the margins. */
const BESIDE = 90

/** About how high a row will be, until it is measured: the nearer, the steadier the scrollbar. */
export function estimateHeight(row: TimelineRow, width: number): number {
  const dividers = (row.startsDay ? DIVIDER : 0) + (row.startsNew ? 28 : 0)
  if (row.kind === 'beginning') return 180
  if (row.kind === 'notice') return dividers + 32
  const { text, reactions, replyTo } = row.item.event
  const extras = (reactions ? 32 : 0) + (replyTo === undefined ? 0 : 24)
  return (
    dividers +
    extras +
    6 +
    (row.startsRun ? LINE + 10 : 0) +
    linesOf(text ?? '', Math.min(width - BESIDE, 820)) * LINE
  )
}

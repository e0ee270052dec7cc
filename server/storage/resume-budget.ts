import type { Seq } from '../../protocol/index.ts'
import { limits } from '../../protocol/limits.ts'

export type ResumeStep = 'nothing' | 'events' | 'tooFar'

/** Decides conversation by conversation what a resume sends, so that it stays within its limits. */
export function resumeBudget(): (head: Seq, position: Seq | undefined) => ResumeStep {
  let left: number = limits.resumeTotal
  return (head, position) => {
    if (position === undefined) return 'nothing'
    const missing = head - position
    if (missing < 0 || missing > limits.resumeEvents || missing > left) return 'tooFar'
    left -= missing
    return 'events'
  }
}

import { limits } from '../../../../../protocol/limits.ts'

const NEAR = 500

export type LengthState = { kind: 'fine' } | { kind: 'near' | 'over'; count: number }

/** How much room a text has left, told only when it matters. What is sent is the trimmed text. */
export function lengthState(text: string): LengthState {
  const left = limits.textLength - text.trim().length
  if (left < 0) return { kind: 'over', count: -left }
  return left <= NEAR ? { kind: 'near', count: left } : { kind: 'fine' }
}

import { de } from './de.ts'
import { en, type FindingWords } from './en.ts'
import { findingStates, type Finding, type FindingCode, type FindingState } from './finding.ts'

const languages = { en, de }
export type ReportLanguage = keyof typeof languages

/** In words. @param tag BCP 47; English where the doctor does not speak it */
export function worded({ code, facts }: Finding, tag = 'en'): FindingWords {
  const { means, seen, todo } = languages[tag.startsWith('de') ? 'de' : 'en'][code]
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (blank, name: string) => facts[name] ?? blank).replace(/ +\)/, ')')
  return { seen: filled(seen), means: filled(means), todo: filled(todo) }
}

/** What is to be copied and sent to somebody who helps. @param states how states are called */
export function reportText(
  findings: readonly Finding[],
  states: Record<FindingState, string>,
  tag?: string,
): string {
  const width = Math.max(...Object.values(states).map((name) => name.length)) + 2
  const indent = ' '.repeat(width)
  const lines = findings.flatMap((finding) => {
    const { means, seen, todo } = worded(finding, tag)
    const first = `${states[finding.state].padEnd(width)}${seen}`
    return finding.state === 'ok' ? [first] : [first, `${indent}${means}`, `${indent}→ ${todo}`]
  })
  return lines.join('\n')
}

export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(findingStates, code)
}

const gravity: readonly FindingState[] = ['problem', 'warning', 'unknown', 'ok']

/** The gravest first, each check's findings otherwise in their order. */
export function gravestFirst<F extends Pick<Finding, 'state'>>(findings: readonly F[]): F[] {
  return [...findings].sort((a, b) => gravity.indexOf(a.state) - gravity.indexOf(b.state))
}

import { maxLabel } from '../dns/name.ts'

/**
 * What the instance of a space is called: its name, shortened to what a label holds, and numbered where
 * others are called the same: `Harbour`, `Harbour (2)`.
 */
export function spaceLabel(name: string, number = 1): string {
  const suffix = number === 1 ? '' : ` (${number})`
  const plain = shownName(name) || 'Parley'
  return shortened(plain, maxLabel - Buffer.byteLength(suffix)) + suffix
}

/** Whole letters, as people see them, of as many bytes at most. */
function shortened(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(kept + segment) > bytes) break
    kept += segment
  }
  return kept.trimEnd() || 'Parley'
}

/** What would change how the rest is read, or shows as nothing; but for what joins letters. */
const UNSHOWN = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu
const LONGEST = 80

/** A name from the network as it may be shown: in normal form, in one line, at most 80 characters. */
export function shownName(raw: string): string {
  const plain = raw.normalize('NFC').replace(/\s+/gu, ' ').replace(UNSHOWN, '').trim()
  let kept = ''
  for (const letter of plain) {
    if (kept.length + letter.length > LONGEST) break
    kept += letter
  }
  return /[^\s\u200c\u200d]/u.test(kept) ? kept : ''
}

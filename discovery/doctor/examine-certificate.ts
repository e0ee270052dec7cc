import { finding, type Finding } from './findings/finding.ts'
import type { SeenCertificate, SeenSpace, SeenTry } from './seen.ts'

const DAY = 86_400_000
/** A given certificate that ends within so many days is due for another. */
const SOON = 21

/** Whether a space shows the key by which it is known. */
export function examineKey({ name: space, pinned, tries }: SeenSpace): Finding[] {
  const answered = tries.filter(({ outcome }) => outcome === 'answered')
  if (answered.length === 0) return []
  const isRight = ({ isSecure, shown }: SeenTry): boolean => isSecure && shown === pinned
  if (pinned !== null && answered.some(isRight)) return [finding('certificate.same', { space })]
  const wrong = answered.find((one) => one.isSecure && !isRight(one))
  if (wrong && pinned !== null) {
    return [finding('certificate.changed', { space, address: wrong.address })]
  }
  if (wrong) return [finding('certificate.unknown', { space, address: wrong.address })]
  const plain = answered.find(({ isSecure, address }) => !isSecure && !isOwnMachine(address))
  if (plain) return [finding('certificate.plain', { space, address: plain.address })]
  const isSecure = answered.some((one) => one.isSecure)
  if (!isSecure) return []
  return [finding('certificate.vouched', { space })]
}

const isOwnMachine = (address: string): boolean => /^(127\.|localhost(:|$)|\[::1\])/.test(address)

/** What becomes of the certificate that a server shows. */
export function examineCertificate(
  { file, isHidden, isOpen, until, unusable }: SeenCertificate,
  now: number,
): Finding {
  if (isHidden) return finding('certificate.hidden', { file })
  if (unusable !== null) return finding('certificate.unusable', { file, reason: unusable })
  const days = until === null ? Infinity : Math.floor((until - now) / DAY)
  if (days < 0) return finding('certificate.expired', { file, days: -days })
  if (isOpen) return finding('certificate.open', { file })
  return days <= SOON
    ? finding('certificate.expires', { file, days })
    : finding('certificate.kept', { file })
}

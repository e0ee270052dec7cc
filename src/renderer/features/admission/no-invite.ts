import type { MessageKey } from '../../i18n/messages.ts'

/** What was typed as an invite is none. */
export class NoInvite extends Error {
  override readonly name = 'NoInvite'
  readonly key: MessageKey
  /** Words that no invite has. */
  readonly unknown: readonly string[]

  constructor(unknown: readonly string[] = []) {
    super('not an invite')
    this.unknown = unknown
    this.key = unknown.length > 0 ? 'admission.fieldUnknown' : 'admission.fieldWrong'
  }
}

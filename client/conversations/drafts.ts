import type { ConversationId, UserId } from '../../protocol/index.ts'
import { createCell, type Cell } from '../cell.ts'
import type { CacheWriter } from '../cache/cache-writer.ts'
import { EMPTY_DRAFT, isEmptyDraft, type StoredDraft } from '../cache/cache.ts'
import type { Draft } from '../space-client.ts'

export type DraftsOptions = {
  me(): UserId | null
  writer: CacheWriter
  /** Other windows show it too. */
  tell(conversation: ConversationId, draft: Draft): void
  changed(conversation: ConversationId): void
}

/** What is being written, by conversation: kept across restarts, the same in each window. */
export class Drafts {
  readonly #options: DraftsOptions
  readonly #cells = new Map<ConversationId, Cell<Draft>>()
  readonly #begun = new Set<ConversationId>()

  constructor(options: DraftsOptions) {
    this.#options = options
  }

  cell(conversation: ConversationId): Cell<Draft> {
    const cell = this.#cells.get(conversation) ?? createCell(EMPTY_DRAFT)
    this.#cells.set(conversation, cell)
    return cell
  }

  /** Conversations in which something is being written. */
  conversations(): ReadonlySet<ConversationId> {
    return this.#begun
  }

  has(conversation: ConversationId): boolean {
    return this.#begun.has(conversation)
  }

  restore(stored: readonly StoredDraft[]): void {
    const me = this.#options.me()
    for (const { account, conversation, draft } of stored)
      if (account === me) this.heard(conversation, draft)
  }

  set(conversation: ConversationId, draft: Draft): void {
    const account = this.#options.me()
    if (account === null) return
    this.heard(conversation, draft)
    this.#options.writer.draft({ account, conversation, draft })
    this.#options.tell(conversation, draft)
  }

  /** As another window has it. */
  heard(conversation: ConversationId, draft: Draft): void {
    const cell = this.cell(conversation)
    if (sameDraft(cell.get(), draft)) return
    cell.set(draft)
    if (isEmptyDraft(draft)) this.#begun.delete(conversation)
    else this.#begun.add(conversation)
    this.#options.changed(conversation)
  }

  discardAll(): void {
    for (const conversation of [...this.#begun]) this.set(conversation, EMPTY_DRAFT)
  }

  forget(): void {
    for (const conversation of [...this.#begun]) this.heard(conversation, EMPTY_DRAFT)
  }
}

function sameDraft(a: Draft, b: Draft): boolean {
  return a.text === b.text && a.replyTo === b.replyTo && a.editing === b.editing
}

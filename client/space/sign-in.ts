import type { SignedIn, UserId } from '../../protocol/index.ts'
import { OTHER_SPACE, type Arrival } from '../accounts/account-keeper.ts'
import { inheritUnsent } from '../accounts/inherit-unsent.ts'
import type { Cached } from '../cache/cache.ts'
import type { Account } from '../space-client.ts'
import type { Parts } from './parts.ts'

const SIGN_OUT_PATIENCE = 5_000
const FIRST_WELCOME_PATIENCE = 3_000

const NOTHING_CACHED: Cached = {
  meta: null,
  conversations: [],
  outbox: [],
  drafts: [],
  damaged: false,
}

/** Who comes and goes on this device, and what is shown and kept of whom. */
export class SignIn {
  readonly #parts: Parts
  readonly #pump: () => void

  constructor(parts: Parts, pump: () => void) {
    this.#parts = parts
    this.#pump = pump
  }

  /** Shows what is cached, then connects. */
  async start(): Promise<void> {
    const { connector, keeper } = this.#parts
    await this.#load()
    if (keeper.token === null) return
    connector.start()
    if (!keeper.account.get()) await this.#firstWelcome()
  }

  /** Signed in, but the cache that knew as whom is gone: a moment's patience shows no sign-in in between. */
  #firstWelcome(): Promise<void> {
    const { keeper, options } = this.#parts
    return new Promise((resolve) => {
      const done = () => {
        stop()
        callOff()
        resolve()
      }
      const callOff = options.clock.after(FIRST_WELCOME_PATIENCE, done)
      const stop = keeper.account.subscribe(done)
    })
  }

  async #load(): Promise<void> {
    const { cacheTrouble, keeper, options, writer } = this.#parts
    if (options.cache.trouble) cacheTrouble.set(options.cache.trouble)
    const unreadable = { ...NOTHING_CACHED, damaged: true }
    const cached = await writer.read((cache) => cache.load(), unreadable)
    await keeper.restore(cached.meta)
    if (cached.damaged) this.#startAfresh(cached)
    if (keeper.user !== null) await this.#restore(cached)
  }

  /** What cannot be read is given up; what only this device has was read as far as it is legible. */
  #startAfresh({ meta }: Cached): void {
    const { cacheTrouble, keeper, profiles, writer } = this.#parts
    cacheTrouble.set(cacheTrouble.get() ?? 'reset')
    if (meta) writer.adopt({ ...meta, directory: null })
    else writer.forgetSpace()
    const account = keeper.account.get()
    if (account) profiles.learn([account.user])
  }

  async #restore(cached: Cached): Promise<void> {
    const { conversations, list, profiles } = this.#parts
    if (!cached.damaged) {
      conversations.restore(cached.conversations)
      profiles.restore(cached.meta?.directory ?? null)
    }
    await this.#restoreUnsent()
    await profiles.preload(this.#peopleOfList())
    list.changedAll()
  }

  async #restoreUnsent(): Promise<void> {
    const { drafts, outbox, writer } = this.#parts
    await outbox.reload()
    const unsent = await writer.read((cache) => cache.unsent(), NOTHING_CACHED)
    drafts.restore(unsent.drafts)
  }

  #peopleOfList(): UserId[] {
    const people = this.#parts.list.signal
      .get()
      .flatMap(({ peer, last }) => [peer, last?.author])
      .filter((id) => id !== null && id !== undefined)
    return [...new Set(people)]
  }

  /** What a change of account or database means for what is unsent. */
  async arrived(arrival: Arrival): Promise<void> {
    const { conversations, drafts, keeper, list, outbox, replaced, writer } = this.#parts
    const { user } = keeper
    if (arrival.kind === 'same' || user === null) return
    replaced.set(arrival.kind === 'replaced')
    if (arrival.kind === 'back' && conversations.isEmpty)
      return this.#restore(await writer.read((cache) => cache.load(), NOTHING_CACHED))
    if (arrival.kind === 'replaced' && arrival.before === user) outbox.failAll(OTHER_SPACE)
    else {
      outbox.forget()
      drafts.forget()
    }
    if (arrival.kind === 'replaced' && arrival.before !== user)
      await inheritUnsent(writer, arrival.before, user)
    await this.#restoreUnsent()
    list.changedAll()
    this.#pump()
  }

  async signedIn(answer: SignedIn): Promise<Account> {
    const { connector, keeper, profiles, siblings, writer } = this.#parts
    connector.stop()
    const arrival = await keeper.signedIn(answer)
    profiles.learn([answer.user])
    if (arrival.kind === 'replaced') await this.#restoreUnsent()
    await this.arrived(arrival)
    await writer.flush()
    siblings.tell({ type: 'account' })
    connector.start()
    return keeper.account.get()!
  }

  sessionEnded(token: string): void {
    const { connector, keeper } = this.#parts
    if (token !== keeper.token) return
    void keeper.sessionEnded(token)
    connector.endSession()
  }

  async signOut(): Promise<void> {
    const { connector, drafts, keeper, outbox, siblings, writer } = this.#parts
    await this.#endOnServer()
    connector.stop()
    outbox.discardAll()
    drafts.discardAll()
    await keeper.signedOut()
    this.#parts.replaced.set(false)
    this.#forgetAll()
    writer.forgetSpace()
    await writer.flush()
    siblings.tell({ type: 'account' })
  }

  /** Whoever wants to leave leaves, even if the server cannot be told. */
  #endOnServer(): Promise<void> {
    const { options, rest } = this.#parts
    return new Promise((resolve) => {
      const callOff = options.clock.after(SIGN_OUT_PATIENCE, resolve)
      rest
        .call('signOut', {})
        .catch((error) => options.log('sign out was not heard', { error: String(error) }))
        .finally(() => {
          callOff()
          resolve()
        })
    })
  }

  /** Another window signed in or out. */
  async reload(): Promise<void> {
    const { connector, keeper, options } = this.#parts
    const token = await options.tokenStore.get()
    if (token === keeper.token) return
    connector.stop()
    this.#forgetAll()
    keeper.account.set(null)
    await this.start()
  }

  #forgetAll(): void {
    const { drafts, outbox, sender } = this.#parts
    sender.stop()
    outbox.forget()
    drafts.forget()
    this.forget()
  }

  /** What the server has too. */
  forget(): void {
    const { conversations, list, profiles, readMarkers, timelines, typing } = this.#parts
    conversations.forget()
    readMarkers.clear()
    typing.clear()
    profiles.forget()
    timelines.forget()
    list.changedAll()
  }
}

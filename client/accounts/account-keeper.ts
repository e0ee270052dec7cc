import {
  foldName,
  type Refusal,
  type SessionId,
  type SignedIn,
  type User,
  type UserId,
  type Welcome,
} from '../../protocol/index.ts'
import { createCell, type Cell } from '../cell.ts'
import type { CacheWriter } from '../cache/cache-writer.ts'
import type { Meta } from '../cache/cache.ts'
import { sameValue } from '../same-value.ts'
import type { Account } from '../space-client.ts'
import type { TokenStore } from '../token-store.ts'

/**
 * Who came, as against whom the cache is of. `same`: they were here. `back`: they were here before, and
 * the cache is theirs. `replaced`: the same person, but another database; `before` is who they were in
 * the old one. `new`: somebody else.
 */
export type Arrival = { kind: 'same' | 'back' | 'new' } | { kind: 'replaced'; before: UserId }

export type AccountKeeperOptions = {
  tokenStore: TokenStore
  writer: CacheWriter
  /** All that was known is another's: forget it. */
  forget(): void
}

/** What a write of a server that was replaced says, until its author sends it again or gives it up. */
export const OTHER_SPACE: Refusal = {
  code: 'other_space',
  message: 'the server was restored or replaced since this was written',
}

/** Who is signed in on this device, in which database, and by which token. */
export class AccountKeeper {
  readonly account: Cell<Account | null> = createCell<Account | null>(null)
  readonly #options: AccountKeeperOptions
  /** Whose the cache is, whether or not they are signed in. */
  #meta: Meta | null = null
  #name: string | null = null
  #token: string | null = null
  #present = false

  constructor(options: AccountKeeperOptions) {
    this.#options = options
  }

  get token(): string | null {
    return this.#token
  }

  get meta(): Meta | null {
    return this.#meta
  }

  /** Whose things are shown. */
  get user(): UserId | null {
    return this.#present ? (this.#meta?.user ?? null) : null
  }

  /** What an earlier window left. Without a token nobody is signed in, whatever is cached. */
  async restore(meta: Meta | null): Promise<void> {
    const { tokenStore, writer } = this.#options
    this.#token = await tokenStore.get()
    this.#meta = meta
    this.#present = this.#token !== null
    if (!meta) return
    writer.resume(meta)
    const [user] = await writer.read((cache) => cache.users([meta.user]), [])
    this.#name = user?.name ?? null
    if (user && this.#present) this.account.set({ user, session: meta.session })
  }

  async signedIn({ token, epoch, user, session }: SignedIn): Promise<Arrival> {
    this.#token = token
    await this.#options.tokenStore.set(token)
    return this.#is({ epoch, user: user.id, session: session.id }, user)
  }

  welcomed({ epoch, user, session }: Welcome): Arrival {
    return this.#is({ epoch, user: user.id, session }, user)
  }

  #is(who: Omit<Meta, 'directory'>, user: User): Arrival {
    const { writer, forget } = this.#options
    const arrival = this.#compare(who, user)
    const same = arrival.kind === 'same' || arrival.kind === 'back'
    if (!same) forget()
    const changed = !same || this.#meta?.session !== who.session
    this.#meta = { ...who, directory: same ? this.#meta!.directory : null }
    this.#name = user.name
    this.#present = true
    if (!same) writer.adopt(this.#meta)
    else if (changed) writer.setMeta(this.#meta)
    this.#show(user, who.session)
    return arrival
  }

  #compare({ epoch, user }: Omit<Meta, 'directory'>, { name }: User): Arrival {
    const before = this.#meta
    if (!before) return { kind: 'new' }
    if (before.user === user && before.epoch === epoch)
      return { kind: this.#present && this.account.get() ? 'same' : 'back' }
    if (before.epoch === epoch) return { kind: 'new' }
    const known = this.#name !== null && foldName(this.#name) === foldName(name)
    return before.user === user || known
      ? { kind: 'replaced', before: before.user }
      : { kind: 'new' }
  }

  /** The person changed their own profile, here or elsewhere. */
  profile(user: User): void {
    const account = this.account.get()
    if (account?.user.id === user.id) this.#show(user, account.session)
  }

  #show(user: User, session: SessionId): void {
    const before = this.account.get()
    if (before?.session === session && sameValue(before.user, user)) return
    this.account.set({ user, session })
  }

  directoryReached(directory: number): void {
    if (!this.#meta) return
    this.#meta = { ...this.#meta, directory }
    this.#options.writer.setMeta(this.#meta)
  }

  /** The token stands for nothing any more; what is on screen stays until somebody signs in. */
  async sessionEnded(token: string): Promise<void> {
    if (token !== this.#token) return
    this.#token = null
    await this.#options.tokenStore.delete()
  }

  /** Nobody is signed in any more, and nothing is remembered of who was. */
  async signedOut(): Promise<void> {
    this.#token = null
    this.#meta = null
    this.#name = null
    this.#present = false
    this.account.set(null)
    this.#options.forget()
    await this.#options.tokenStore.delete()
  }
}

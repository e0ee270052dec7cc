/** Where the token is kept: the system's key store, or the browser's storage. Nothing else is in it. */
export interface TokenStore {
  get(): string | null | Promise<string | null>
  set(token: string): void | Promise<void>
  delete(): void | Promise<void>
}

export function createMemoryTokenStore(token: string | null = null): TokenStore {
  let kept = token
  return {
    get: () => kept,
    set: (next) => void (kept = next),
    delete: () => void (kept = null),
  }
}

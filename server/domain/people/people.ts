import type { DirectoryEntry, User, UserId } from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'
import type { ListOptions, Picture } from '../../storage/storage.ts'

/** The people of the space, and what they say of themselves. */
export interface People {
  me(caller: Caller): Promise<User>
  update(caller: Caller, change: { displayName?: string; colour?: number | null }): Promise<User>
  /** @throws Refused `too_large`, `invalid` where the bytes are no PNG, JPEG or WebP */
  setPicture(caller: Caller, image: Uint8Array): Promise<User>
  removePicture(caller: Caller): Promise<User>
  /** A picture by its key, for whoever has the key. */
  picture(key: string): Promise<Picture | null>
  directory(options: ListOptions): Promise<DirectoryPage>
  /** Profiles in the order of `ids`; unknown ids are left out. */
  byIds(ids: readonly UserId[]): Promise<User[]>
  /** @throws Refused `not_found` */
  one(id: UserId): Promise<DirectoryEntry>
  /**
   * Who changed since a client's revision of the directory, as `welcome` tells it. `stale` where it has
   * none or too many changed.
   */
  changedSince(revision: number | undefined): Promise<DirectoryChanges>
}

export type DirectoryPage = { people: DirectoryEntry[]; next: string | null; total: number }
export type DirectoryChanges = { revision: number; users: User[]; stale: boolean }

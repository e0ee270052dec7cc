import { createHash, randomBytes } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { tokenHash } from '../../server/domain/accounts/token-hash.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/sqlite-storage.ts'
import type { NewEvent, Storage } from '../../server/storage/storage.ts'

export type SpaceSeed = {
  folder: string
  people: number
  /** Signed-in devices of each person. */
  devices?: number
  /** A group of the first so many people, for each number. */
  groups?: readonly number[]
}

export type SeededPerson = { id: string; name: string; tokens: readonly string[] }
export type SeededSpace = {
  folder: string
  epoch: string
  /** Everybody's password. */
  password: string
  people: readonly SeededPerson[]
  /** Conversation ids by how many members the group has. */
  groups: ReadonlyMap<number, string>
}

const password = 'a quiet harbour at noon'

/** Makes a space by writing its storage, so that nobody waits for a thousand password hashes. */
export async function seedSpace(seed: SpaceSeed): Promise<SeededSpace> {
  const storage = await openSqliteStorage({ folder: seed.folder })
  try {
    const passwordHash = hashed()
    const people = await Promise.all(
      Array.from({ length: seed.people }, (_, index) =>
        seedPerson(storage, index, seed.devices ?? 1, passwordHash),
      ),
    )
    const groups = new Map<number, string>()
    for (const members of seed.groups ?? []) {
      groups.set(members, await seedGroup(storage, people.slice(0, members)))
    }
    return { folder: seed.folder, epoch: storage.epoch, password, people, groups }
  } finally {
    await storage.upkeep.close()
  }
}

/** As the server hashes passwords: bcrypt over a digest. */
function hashed(): string {
  return bcrypt.hashSync(createHash('sha256').update(password).digest('base64'), 12)
}

async function seedPerson(
  storage: Storage,
  index: number,
  devices: number,
  passwordHash: string,
): Promise<SeededPerson> {
  const number = String(index).padStart(6, '0')
  const [id, name] = [`person${number}`, `person ${number}`]
  const createdAt = Date.now()
  const person = { id, name, foldedName: name, displayName: name, passwordHash, createdAt }
  if (!(await storage.people.create(person))) throw new Error(`there is a ${name} already`)
  const tokens = Array.from({ length: devices }, () => randomBytes(32).toString('base64url'))
  await Promise.all(
    tokens.map((token, device) =>
      storage.sessions.create(
        {
          id: `${id}-${device}`,
          user: id,
          tokenHash: tokenHash(token),
          device: `device ${device}`,
          createdAt,
        },
        devices,
      ),
    ),
  )
  return { id, name, tokens }
}

async function seedGroup(storage: Storage, members: readonly SeededPerson[]): Promise<string> {
  const [owner, ...others] = members
  const conversation = `group${String(members.length).padStart(6, '0')}`
  const appended = await storage.log.append({
    conversation,
    author: owner!.id,
    cid: null,
    at: Date.now(),
    events: [
      { kind: 'create', name: conversation, purpose: '', visibility: 'private' },
      { kind: 'join', user: owner!.id, role: 'owner' },
      ...others.map(({ id }): NewEvent => ({ kind: 'join', user: id, role: 'member' })),
    ],
    create: { kind: 'group' },
  })
  if (appended.refused) throw new Error(`the group was refused: ${appended.refused}`)
  return conversation
}

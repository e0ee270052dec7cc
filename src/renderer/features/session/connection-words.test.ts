import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../../client/space-client.ts'
import { connectionWords } from './connection-words.ts'

const connection = (over: Partial<Connection>): Connection => ({
  phase: 'online',
  retryAt: null,
  since: null,
  reason: null,
  unsent: 0,
  trouble: null,
  ...over,
})
const words = (over: Partial<Connection>, online = true) =>
  connectionWords(connection(over), { now: 10_000, online })

describe('the connection bar', () => {
  it('says nothing while all is well, or nobody is signed in', () => {
    expect(words({})).toBeNull()
    expect(words({ unsent: 2 })).toBeNull()
    expect(words({ phase: 'signed-out' })).toBeNull()
  })

  it('says what waits and that it will be sent', () => {
    expect(words({ phase: 'retrying', unsent: 3 })).toMatchObject({
      text: { key: 'frame.connection.reconnecting' },
      details: [{ key: 'frame.connection.waiting', blanks: { count: 3 } }],
    })
  })

  it('says before all else that the space is not who it should be', () => {
    const wrongKey = { space: 'office', pinned: 'A', seen: 'B' }
    const said = (over: Partial<Connection>, pinned: string | null = 'A') =>
      connectionWords(connection(over), { now: 0, online: true, wrongKey: { ...wrongKey, pinned } })
    expect(said({ phase: 'waiting', retryAt: 22_400, unsent: 2 })).toMatchObject({
      tone: 'bad',
      text: { key: 'trust.bar' },
      details: [{ key: 'frame.connection.waiting' }],
      action: 'trust',
    })
    expect(said({ phase: 'online' }, null)?.text.key).toBe('trust.barUnknown')
    expect(said({ phase: 'signed-out' })).toBeNull()
  })

  it('tells whoever hosts the space what to do about its disk, and the others who does', () => {
    const full = connection({ trouble: { code: 'storage_full', message: 'full' } })
    const said = (isOwn: boolean) =>
      connectionWords(full, { now: 0, online: true, isOwn })?.text.key
    expect(said(true)).toBe('hosting.problem.full')
    expect(said(false)).toBe('errors.storageFull')
  })

  it('counts down a long wait, and lets the person cut it short', () => {
    const long = words({ phase: 'waiting', retryAt: 22_400 })
    expect(long?.action).toBe('retry')
    expect(long?.details).toEqual([{ key: 'frame.connection.retryIn', blanks: { seconds: 13 } }])
    expect(words({ phase: 'waiting', retryAt: 11_000 })?.action).toBeNull()
  })

  it('blames the network where the system knows that there is none', () => {
    expect(words({ phase: 'waiting', retryAt: 22_000 }, false)?.text.key).toBe(
      'frame.connection.offline',
    )
  })

  it('offers to sign in again where the server ended the session, at once', () => {
    expect(words({ phase: 'refused', reason: 'session_ended' })).toMatchObject({
      action: 'sign-in',
      patient: false,
    })
  })

  it('says why the server keeps messages waiting', () => {
    const trouble = { code: 'storage_full', message: '' }
    expect(words({ unsent: 1, trouble })).toMatchObject({ text: { key: 'errors.storageFull' } })
  })
})

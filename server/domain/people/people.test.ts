import { describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/index.ts'
import { domainSpace, refusalOf } from '../../test/domain-space.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const jpeg = Buffer.from('ffd8ffe000104a46494600', 'hex')
const webp = Buffer.from('RIFF\x24\0\0\0WEBPVP8 ', 'latin1')

describe('a profile', () => {
  it('changes by what is given and is made known', async () => {
    const { domain, person, announced } = domainSpace()
    const ada = await person('Ada')
    const user = await domain.people.update(ada, { displayName: 'Ada L.', colour: 3 })
    expect(user).toMatchObject({ name: 'Ada', displayName: 'Ada L.', colour: 3 })
    expect(await domain.people.update(ada, { colour: null })).toMatchObject({
      displayName: 'Ada L.',
      colour: null,
    })
    expect(announced.profiles.map(({ revision }) => revision)).toEqual([1, 2, 3])
  })

  it('that is changed on two devices at once is told as it is in the end', async () => {
    const { domain, person, announced, storage } = domainSpace()
    const ada = await person('Ada')
    const { update } = storage.people
    let interfered = false
    storage.people.update = async (user, change) => {
      if (!interfered) {
        interfered = true
        await domain.people.update(ada, { displayName: 'Countess' })
      }
      return update.call(storage.people, user, change)
    }
    await domain.people.update(ada, { displayName: 'Ada' })
    expect((await domain.people.me(ada)).displayName).toBe('Ada')
    expect(announced.profiles.map(({ user }) => user.displayName)).toEqual([
      'Ada',
      'Countess',
      'Ada',
    ])
  })

  it('that stays as it is tells nobody', async () => {
    const { domain, person, announced } = domainSpace()
    const ada = await person('Ada')
    await domain.people.update(ada, { displayName: 'Ada' })
    await domain.people.removePicture(ada)
    expect(announced.profiles).toHaveLength(1)
  })
})

describe('a picture', () => {
  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', webp],
  ])('is taken as %s by its first bytes', async (type, bytes) => {
    const { domain, person } = domainSpace()
    const { picture } = await domain.people.setPicture(await person('Ada'), bytes)
    expect(picture).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await domain.people.picture(picture!)).toMatchObject({ type })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a cut signature', png.subarray(0, 8)],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['HTML', Buffer.from('<html><script>alert(1)</script></html>')],
    ['GIF', Buffer.from('GIF89a\x01\0\x01\0', 'latin1')],
    ['a WAV file', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
  ])('that is %s is refused', async (_, bytes) => {
    const { domain, person } = domainSpace()
    expect(await refusalOf(domain.people.setPicture(await person('Ada'), bytes))).toBe('invalid')
  })

  it('that is too large is refused with the limit', async () => {
    const { domain, person } = domainSpace()
    const bytes = Buffer.concat([png, Buffer.alloc(limits.pictureBytes)])
    await expect(domain.people.setPicture(await person('Ada'), bytes)).rejects.toMatchObject({
      code: 'too_large',
      details: { limit: limits.pictureBytes },
    })
  })

  it('of two people may be the same, and each removes their own', async () => {
    const { domain, person } = domainSpace()
    const [ada, grace] = [await person('Ada'), await person('Grace')]
    const [hers, theirs] = [
      await domain.people.setPicture(ada, png),
      await domain.people.setPicture(grace, png),
    ]
    await domain.people.removePicture(ada)
    expect(await domain.people.picture(hers.picture!)).toBeNull()
    expect(await domain.people.picture(theirs.picture!)).toMatchObject({ type: 'image/png' })
  })

  it('set again is still there', async () => {
    const { domain, person } = domainSpace()
    const ada = await person('Ada')
    await domain.people.setPicture(ada, png)
    const { picture } = await domain.people.setPicture(ada, png)
    expect(await domain.people.picture(picture!)).not.toBeNull()
  })
})

describe('the directory', () => {
  it('pages through everybody with presence', async () => {
    const { domain, person, presence } = domainSpace()
    for (const name of ['Grace', 'Ada', 'Mary']) await person(name)
    const ada = await person('Ada', 'a phone')
    presence.set(ada.user, { state: 'away', since: 7 })
    const first = await domain.people.directory({ limit: 2 })
    expect(first.people).toMatchObject([
      { user: { name: 'Ada' }, presence: { state: 'away', since: 7 } },
      { user: { name: 'Grace' }, presence: { state: 'offline', since: null } },
    ])
    const second = await domain.people.directory({ limit: 2, cursor: first.next! })
    expect(second).toMatchObject({ people: [{ user: { name: 'Mary' } }], next: null, total: 3 })
  })

  it('answers ids in the order asked, each once, without the unknown', async () => {
    const { domain, person } = domainSpace()
    const [ada, grace] = [await person('Ada'), await person('Grace')]
    const users = await domain.people.byIds([grace.user, 'nobody', ada.user, grace.user])
    expect(users.map(({ name }) => name)).toEqual(['Grace', 'Ada'])
    expect(await refusalOf(domain.people.one('nobody'))).toBe('not_found')
  })

  it('tells who changed since a revision, or that it must be fetched anew', async () => {
    const { domain, person } = domainSpace()
    const ada = await person('Ada')
    await person('Grace')
    await domain.people.update(ada, { displayName: 'Ada L.' })
    const since = async (revision: number | undefined) => {
      const { users, ...rest } = await domain.people.changedSince(revision)
      return { names: users.map(({ displayName }) => displayName), ...rest }
    }
    expect(await since(1)).toEqual({ names: ['Grace', 'Ada L.'], revision: 3, stale: false })
    expect(await since(3)).toEqual({ names: [], revision: 3, stale: false })
    expect(await since(undefined)).toEqual({ names: [], revision: 3, stale: true })
    expect(await since(99)).toEqual({ names: [], revision: 3, stale: true })
  })

  it('is stale where too many changed', async () => {
    const { domain, person, storage } = domainSpace({ registrations: null })
    await person('Ada')
    for (let n = 0; n < 501; n += 1) {
      await storage.people.create({
        id: `person-${n}`,
        name: `Person ${n}`,
        foldedName: `person ${n}`,
        displayName: `Person ${n}`,
        passwordHash: '',
        createdAt: 1,
      })
    }
    expect(await domain.people.changedSince(1)).toEqual({ revision: 502, users: [], stale: true })
    expect((await domain.people.changedSince(2)).users).toHaveLength(500)
  })
})

import { describe, expect, it } from 'vitest'
import { domainSpace, password, refusalOf, type Person } from '../../test/domain-space.ts'
import { defaultSettings } from '../domain-settings.ts'

const DAY = 24 * 3_600_000
const here = { device: 'a laptop', address: '10.0.0.1' }

describe('registering', () => {
  it('signs the person in and makes them known', async () => {
    const { domain, announced, storage } = domainSpace()
    const { token, user, session, epoch } = await domain.accounts.register({
      name: '  Ada   Lovelace ',
      password,
      ...here,
    })
    expect(user).toMatchObject({ name: 'Ada Lovelace', displayName: 'Ada Lovelace' })
    expect(session).toMatchObject({ device: 'a laptop', current: true })
    expect(epoch).toBe(storage.epoch)
    expect(await domain.accounts.authenticate(token)).toEqual({
      user: user.id,
      session: session.id,
    })
    expect(announced.profiles).toEqual([{ user, revision: 1 }])
  })

  it.each(['ada', 'ADA', 'Ａｄａ', ' aDa '])('refuses %j once Ada is there', async (name) => {
    const { domain, person } = domainSpace()
    await person('Ada')
    const again = domain.accounts.register({ name, password, ...here })
    await expect(again).rejects.toMatchObject({ code: 'name_taken' })
  })

  it('lets one of two have a name that both ask for at once', async () => {
    const { domain } = domainSpace()
    const both = await Promise.allSettled(
      [1, 2].map(() => domain.accounts.register({ name: 'Ada', password, ...here })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is refused where registration is closed', async () => {
    const space = {
      name: 'Harbour',
      version: '0',
      registration: 'closed',
      fingerprint: null,
    } as const
    const { person } = domainSpace({ space })
    expect(await refusalOf(person('Ada'))).toBe('registration_closed')
  })

  it('takes a class behind one address, and not a flood', async () => {
    const { domain } = domainSpace({ registrations: { burst: 40, perSecond: 1 } })
    const register = (name: string, address = '10.0.0.1') =>
      refusalOf(domain.accounts.register({ name, password, device: 'a laptop', address }))
    for (let pupil = 0; pupil < 40; pupil += 1) expect(await register(`p${pupil}`)).toBe('allowed')
    expect(await register('flood')).toBe('rate_limited')
    expect(await register('neighbour', '10.0.0.2')).toBe('allowed')
  })
})

describe('signing in', () => {
  it('finds the name however it is written', async () => {
    const { domain, person } = domainSpace()
    const { user } = await person('Straße')
    const signedIn = await domain.accounts.signIn({ name: 'STRASSE ', password, ...here })
    expect(signedIn.user.id).toBe(user)
  })

  it('answers a wrong name and a wrong password alike, for the same work', async () => {
    const { domain, person, passwords } = domainSpace()
    await person('Ada')
    const signIn = (name: string) =>
      domain.accounts.signIn({ name, password: 'wrong', ...here }).catch((error: unknown) => error)
    const [wrongPassword, wrongName] = [await signIn('Ada'), await signIn('Nobody')]
    expect(wrongPassword).toEqual(wrongName)
    expect(wrongPassword).toMatchObject({ code: 'wrong_credentials' })
    expect(passwords.compared).toEqual([`plain:${password}`, null])
  })

  it.each(['Ada', 'Nobody'])(
    'makes who guesses the password of %s wait ever longer',
    async (name) => {
      const { domain, person, clock } = domainSpace()
      await person('Ada')
      const guess = (address: string) =>
        refusalOf(domain.accounts.signIn({ name, password: 'guess', device: 'a laptop', address }))
      for (let time = 0; time < 5; time += 1) {
        expect(await guess(`10.0.0.${time}`)).toBe('wrong_credentials')
      }
      expect(await guess('10.0.0.77')).toBe('rate_limited')
      clock.pass(1_000)
      expect(await guess('10.0.0.78')).toBe('wrong_credentials')
      clock.pass(1_000)
      expect(await guess('10.0.0.79')).toBe('rate_limited')
    },
  )

  it('does not make a person wait for what others guessed of other names', async () => {
    const { domain, person } = domainSpace()
    await person('Ada')
    for (let time = 0; time < 20; time += 1) {
      await refusalOf(domain.accounts.signIn({ name: `n${time}`, password: 'guess', ...here }))
    }
    expect(await refusalOf(person('Ada'))).toBe('allowed')
  })

  it('makes an address wait that guesses many names', async () => {
    const { domain, clock } = domainSpace()
    const { free } = defaultSettings.wrongByAddress
    const guess = (name: string, address: string) =>
      refusalOf(domain.accounts.signIn({ name, password: 'guess', device: 'a laptop', address }))
    for (let time = 0; time < free; time += 1) await guess(`name ${time}`, '10.0.0.66')
    expect(await guess('another', '10.0.0.66')).toBe('rate_limited')
    expect(await guess('another', '10.0.0.67')).toBe('wrong_credentials')
    clock.pass(60_000)
    expect(await guess('another', '10.0.0.66')).toBe('wrong_credentials')
  })

  it('forgets wrong passwords after the right one', async () => {
    const { domain, person } = domainSpace()
    await person('Ada')
    for (let round = 0; round < 5; round += 1) {
      for (let time = 0; time < 4; time += 1) {
        await refusalOf(domain.accounts.signIn({ name: 'Ada', password: 'oops', ...here }))
      }
      expect(await refusalOf(person('Ada'))).toBe('allowed')
    }
  })

  it('counts nothing against anybody while storage cannot say who they are', async () => {
    const { domain, person, storage } = domainSpace()
    await person('Ada')
    const { credentials } = storage.people
    storage.people.credentials = () => Promise.reject(new Error('not now'))
    const signIn = () => domain.accounts.signIn({ name: 'Ada', password, ...here })
    for (let time = 0; time < 10; time += 1) await expect(signIn()).rejects.toThrow('not now')
    storage.people.credentials = credentials
    expect(await refusalOf(signIn())).toBe('allowed')
  })

  it('logs neither names nor passwords that failed', async () => {
    const { domain, logged } = domainSpace()
    const typed = { name: 'my-secret-typed-as-name', password: 'hunter22' }
    await refusalOf(domain.accounts.signIn({ ...typed, ...here }))
    expect(logged).toHaveLength(1)
    expect(JSON.stringify(logged)).not.toMatch(/hunter22|my-secret/)
  })

  it('signs out the device unseen longest where there are too many', async () => {
    const sessions = { ...defaultSettings.sessions, perUser: 3 }
    const { domain, person, announced, clock } = domainSpace({ sessions })
    const devices: Person[] = []
    for (const device of ['first', 'second', 'third', 'fourth']) {
      devices.push(await person('Ada', device))
      clock.pass(1_000)
    }
    expect(announced.ended).toEqual([devices[0]!.session])
    expect(await refusalOf(domain.accounts.authenticate(devices[0]!.token))).toBe('unauthorised')
    expect(await refusalOf(domain.accounts.authenticate(devices[1]!.token))).toBe('allowed')
  })
})

describe('a token', () => {
  it('is asked of storage once, however often it is shown', async () => {
    const { domain, person, storage } = domainSpace()
    const { token, user } = await person('Ada')
    let asked = 0
    const { byTokenHash } = storage.sessions
    storage.sessions.byTokenHash = (hash) => {
      asked += 1
      return byTokenHash.call(storage.sessions, hash)
    }
    for (let time = 0; time < 10; time += 1) await domain.accounts.authenticate(token)
    expect(asked).toBe(1)
    expect((await domain.accounts.authenticate(token)).user).toBe(user)
  })

  it.each(['', 'x', 'null', '../../etc'])('that is none is refused: %j', async (token) => {
    const { domain } = domainSpace()
    expect(await refusalOf(domain.accounts.authenticate(token))).toBe('unauthorised')
  })

  it('is not stored', async () => {
    const { person, storage } = domainSpace()
    const { token } = await person('Ada')
    expect(await storage.sessions.byTokenHash(token)).toBeNull()
  })

  it('is refused from the moment its device was signed out', async () => {
    const { domain, person, announced } = domainSpace()
    const ada = await person('Ada')
    await domain.accounts.authenticate(ada.token)
    await domain.accounts.signOut(ada)
    expect(await refusalOf(domain.accounts.authenticate(ada.token))).toBe('unauthorised')
    expect(announced.ended).toEqual([ada.session])
  })

  it('is refused where its device was signed out while it was looked up', async () => {
    const { domain, person, storage } = domainSpace()
    const [laptop, phone] = [await person('Ada'), await person('Ada', 'a phone')]
    const { byTokenHash } = storage.sessions
    let interfered = false
    storage.sessions.byTokenHash = async (hash) => {
      const session = await byTokenHash.call(storage.sessions, hash)
      if (!interfered) {
        interfered = true
        await domain.accounts.revoke(laptop, phone.session)
      }
      return session
    }
    expect(await refusalOf(domain.accounts.authenticate(phone.token))).toBe('unauthorised')
    expect(interfered).toBe(true)
  })

  it('is refused after another node signed its device out', async () => {
    const { domain, person, storage } = domainSpace()
    const ada = await person('Ada')
    await domain.accounts.authenticate(ada.token)
    await storage.sessions.delete(ada.user, ada.session)
    domain.accounts.forget([ada.session])
    expect(await refusalOf(domain.accounts.authenticate(ada.token))).toBe('unauthorised')
  })

  it('lasts as long as the device is seen now and then', async () => {
    const { domain, person, clock, announced } = domainSpace()
    const ada = await person('Ada')
    for (let month = 0; month < 12; month += 1) {
      clock.pass(30 * DAY)
      await domain.accounts.authenticate(ada.token)
    }
    clock.pass(90 * DAY + 1)
    expect(await refusalOf(domain.accounts.authenticate(ada.token))).toBe('unauthorised')
    expect(announced.ended).toEqual([ada.session])
    expect(await domain.accounts.sessions(ada)).toEqual([])
  })
})

describe('a device that stays connected', () => {
  it('is not signed out, however long it says nothing', async () => {
    const { domain, person, clock } = domainSpace()
    const ada = await person('Ada')
    await domain.accounts.authenticate(ada.token)
    for (let month = 0; month < 6; month += 1) {
      clock.pass(30 * DAY)
      domain.accounts.connected([ada])
    }
    expect(await domain.accounts.authenticate(ada.token)).toMatchObject({ user: ada.user })
    const [session] = await domain.accounts.sessions(ada)
    expect(session!.lastSeenAt).toBe(clock.now())
  })

  it('is not signed out by a node that did not see it for long', async () => {
    const here = domainSpace()
    const { storage } = here
    const there = domainSpace({}, storage)
    const ada = await here.person('Ada')
    await there.domain.accounts.authenticate(ada.token)
    for (const { clock } of [here, there]) clock.pass(91 * DAY)
    here.domain.accounts.connected([ada])
    await expect
      .poll(async () => (await storage.sessions.of(ada.user))[0]!.lastSeenAt)
      .toBe(here.clock.now())
    expect(await refusalOf(there.domain.accounts.authenticate(ada.token))).toBe('allowed')
  })

  it('is written down with all others, a few hundred in one go', async () => {
    const { domain, clock, storage } = domainSpace()
    const goes: number[] = []
    storage.sessions.touch = async (seen) => void goes.push(seen.size)
    clock.pass(DAY)
    const callers = Array.from({ length: 1_200 }, (_, n) => ({ user: 'ada', session: `s${n}` }))
    domain.accounts.connected(callers)
    await expect.poll(() => goes).toEqual([500, 500, 200])
  })
})

describe('devices', () => {
  it('are listed, last seen first, with the one that asks', async () => {
    const { domain, person, clock } = domainSpace()
    const laptop = await person('Ada', 'a laptop')
    clock.pass(1_000)
    const phone = await person('Ada', 'a phone')
    clock.pass(3_600_000)
    await domain.accounts.authenticate(laptop.token)
    const sessions = await domain.accounts.sessions(phone)
    expect(sessions.map(({ device, current }) => ({ device, current }))).toEqual([
      { device: 'a laptop', current: false },
      { device: 'a phone', current: true },
    ])
    expect(sessions[0]!.lastSeenAt).toBe(clock.now())
  })

  it('that were away too long are not listed', async () => {
    const { domain, person, clock } = domainSpace()
    await person('Ada', 'a laptop')
    clock.pass(91 * DAY)
    const phone = await person('Ada', 'a phone')
    const sessions = await domain.accounts.sessions(phone)
    expect(sessions.map(({ device }) => device)).toEqual(['a phone'])
  })

  it('of others can be neither seen nor signed out', async () => {
    const { domain, person, announced } = domainSpace()
    const [ada, grace] = [await person('Ada'), await person('Grace')]
    expect(await refusalOf(domain.accounts.revoke(grace, ada.session))).toBe('not_found')
    expect(await domain.accounts.sessions(grace)).toHaveLength(1)
    expect(await refusalOf(domain.accounts.authenticate(ada.token))).toBe('allowed')
    expect(announced.ended).toEqual([])
  })

  it('seen by many at once are written down in few goes', async () => {
    const { domain, person, clock, storage } = domainSpace()
    const devices = await Promise.all(Array.from({ length: 15 }, (_, n) => person(`Person ${n}`)))
    clock.pass(3_600_000)
    let goes = 0
    const { touch } = storage.sessions
    storage.sessions.touch = async (seen) => {
      goes += 1
      await touch.call(storage.sessions, seen)
    }
    await Promise.all(devices.map(({ token }) => domain.accounts.authenticate(token)))
    for (const { user } of devices) {
      const seenAt = async () => (await storage.sessions.of(user))[0]!.lastSeenAt
      await expect.poll(seenAt).toBe(clock.now())
    }
    expect(goes).toBeLessThan(4)
  })
})

describe('changing the password', () => {
  const next = 'battery staple'
  const change = { current: password, next, address: '10.0.0.1' }

  it('signs every other device out, and takes the new one from then on', async () => {
    const { domain, person, announced } = domainSpace()
    const laptop = await person('Ada', 'a laptop')
    const phone = await person('Ada', 'a phone')
    await domain.accounts.changePassword(laptop, change)
    expect(announced.ended).toEqual([phone.session])
    expect(await refusalOf(domain.accounts.authenticate(phone.token))).toBe('unauthorised')
    expect(await refusalOf(domain.accounts.authenticate(laptop.token))).toBe('allowed')
    const signIn = (typed: string) =>
      refusalOf(domain.accounts.signIn({ name: 'Ada', password: typed, ...here }))
    expect(await signIn(password)).toBe('wrong_credentials')
    expect(await signIn(next)).toBe('allowed')
  })

  it('needs the current one, and makes who guesses it wait', async () => {
    const { domain, person } = domainSpace()
    const ada = await person('Ada')
    const guess = () => refusalOf(domain.accounts.changePassword(ada, { ...change, current: 'x' }))
    for (let time = 0; time < 5; time += 1) expect(await guess()).toBe('wrong_credentials')
    expect(await guess()).toBe('rate_limited')
  })

  it('on two devices at once is done by one of them, which stays signed in', async () => {
    const { domain, person } = domainSpace()
    const devices = [await person('Ada', 'a laptop'), await person('Ada', 'a phone')]
    const outcomes = await Promise.all(
      devices.map((device) => refusalOf(domain.accounts.changePassword(device, change))),
    )
    expect([...outcomes].sort()).toEqual(['allowed', 'unauthorised'])
    const changed = devices[outcomes.indexOf('allowed')]!
    expect(await refusalOf(domain.accounts.authenticate(changed.token))).toBe('allowed')
  })

  it('is not done by a device that was signed out while it hashed', async () => {
    const { domain, person, passwords } = domainSpace()
    const [ada, thief] = [await person('Ada'), await person('Ada', 'a stolen phone')]
    let open = () => {}
    passwords.gate = new Promise((resolve) => (open = resolve))
    const theft = refusalOf(domain.accounts.changePassword(thief, change))
    await expect.poll(() => passwords.compared).toHaveLength(2)
    await domain.accounts.revoke(ada, thief.session)
    open()
    expect(await theft).toBe('unauthorised')
    expect(await refusalOf(domain.accounts.authenticate(ada.token))).toBe('allowed')
    expect(await refusalOf(person('Ada'))).toBe('allowed')
  })

  it('signs out a device that signed in with the old one meanwhile', async () => {
    const { domain, person, passwords, storage } = domainSpace()
    const ada = await person('Ada')
    let open = () => {}
    passwords.gate = new Promise((resolve) => (open = resolve))
    const thief = refusalOf(domain.accounts.signIn({ name: 'Ada', password, ...here }))
    await expect.poll(() => passwords.compared).toHaveLength(1)
    const hash = { before: `plain:${password}`, after: `plain:${next}` }
    await storage.people.changePassword(ada.user, hash, ada.session)
    open()
    expect(await thief).toBe('wrong_credentials')
    expect(await domain.accounts.sessions(ada)).toHaveLength(1)
  })
})

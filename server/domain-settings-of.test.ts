import { expect, it } from 'vitest'
import { readConfig, type Given } from './config.ts'
import { domainSettingsOf } from './domain-settings-of.ts'
import { defaultSettings } from './domain/domain-settings.ts'
import { domainSpace, refusalOf } from './test/domain-space.ts'

const DAY = 86_400_000

function chosen(flags: Given = {}) {
  return domainSettingsOf(readConfig({ data: '/nowhere', ...flags }, {}, null), 'Harbour')
}

it('are the usual ones where nothing was chosen', () => {
  const { space, ...settings } = chosen()
  expect(settings).toEqual(defaultSettings)
  expect(space).toMatchObject({ name: 'Harbour', registration: 'anyone' })
})

it('sign a device out that was not used for so many days, and none that was', async () => {
  const { domain, clock, person } = domainSpace(chosen({ sessionIdle: '2' }))
  const [used, unused] = [await person('Ada'), await person('Ada')]
  for (let hours = 0; hours < 60; hours += 12) {
    await domain.accounts.authenticate(used.token)
    clock.pass(DAY / 2)
  }
  expect(await refusalOf(domain.accounts.authenticate(unused.token))).toBe('unauthorised')
  expect(await domain.accounts.authenticate(used.token)).toMatchObject({ session: used.session })
})

it('keep a device that is used all the time, however soon they expire', async () => {
  const { domain, clock, person } = domainSpace(chosen({ sessionIdle: 1 / 1440 }))
  const ada = await person('Ada')
  for (let seconds = 0; seconds < 600; seconds += 20) {
    expect(await domain.accounts.authenticate(ada.token)).toMatchObject({ user: ada.user })
    clock.pass(20_000)
  }
})

it('let as many register from one address as were chosen', async () => {
  const { person, clock } = domainSpace(chosen({ registrationRate: 0.2 }))
  await person('Ada')
  await person('Ben')
  expect(await refusalOf(person('Cleo'))).toBe('rate_limited')
  clock.pass(5 * 60_000)
  await person('Cleo')
})

it('make wait after as many wrong passwords as were chosen, and forgive them as fast', async () => {
  const { domain, clock, person } = domainSpace(chosen({ wrongByName: 10, wrongByAddress: 0 }))
  await person('Ada')
  const guess = () =>
    refusalOf(domain.accounts.signIn({ name: 'Ada', password: 'no', device: '', address: 'a' }))
  for (const _ of ['at first', 'five minutes later']) {
    for (let guesses = 0; guesses < 10; guesses += 1)
      expect(await guess()).toBe('wrong_credentials')
    expect(await guess()).toBe('rate_limited')
    clock.pass(5 * 60_000)
  }
})

it.each([
  [{ sessionIdle: 0 }, { sessions: { idle: Infinity } }],
  [{ registrationRate: 0 }, { registrations: null }],
  [{ writeRate: 0 }, { writes: null }],
  [{ wrongByName: 0 }, { wrongByName: { free: Infinity } }],
  [{ wrongByAddress: 0 }, { wrongByAddress: { free: Infinity } }],
])('are without limit where it is 0: %j', (flags, settings) => {
  expect(chosen(flags)).toMatchObject(settings)
})

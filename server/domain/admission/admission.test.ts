import { createHmac, randomBytes, scryptSync } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { parseInviteLink, type Registration } from '../../../protocol/index.ts'
import { codeKey, proofText } from '../../../protocol/invite-words/code-proof.ts'
import { domainSpace, password, refusalOf, type DomainSpace } from '../../test/domain-space.ts'
import { StorageFull } from '../../storage/storage.ts'
import type { Whereabouts } from '../domain.ts'
import type { InviteWish, MadeInvite } from './admission.ts'

const DAY = 86_400_000
const fingerprint = `${'f'.repeat(42)}A`
const whereabouts: Whereabouts = {
  scheme: 'https',
  fingerprint,
  addresses: ['10.0.0.5:7759'],
  hasPage: true,
}

/** A space that Ada administers, under some policy. */
async function space(policy: Registration = 'anyone') {
  const here = domainSpace({}, undefined, undefined, () => whereabouts)
  const ada = await here.person('Ada')
  await here.domain.admission.setPolicy(ada, policy)
  const register = (name: string, invite?: string, address = '10.0.0.2') =>
    here.domain.accounts.register({ name, password, device: 'a phone', address, invite })
  const tried = (name: string, invite?: string, address?: string) =>
    refusalOf(register(name, invite, address))
  const invited = (wish: Partial<InviteWish> = {}): Promise<MadeInvite> =>
    here.domain.admission.createInvite(ada, {
      ...{ note: '', uses: null, days: null, words: false },
      ...wish,
    })
  return { ...here, ada, register, tried, invited }
}

describe('who may register', () => {
  it('is told to anyone, and is anyone where nobody chose', async () => {
    const { domain } = domainSpace()
    expect(await domain.admission.space()).toMatchObject({
      name: 'Harbour',
      registration: 'anyone',
      protocols: ['parley.v1'],
    })
  })

  it('is chosen by those who administer the space alone', async () => {
    const { domain, ada, person } = await space()
    const ben = await person('Ben')
    expect(await refusalOf(domain.admission.setPolicy(ben, 'closed'))).toBe('forbidden')
    await domain.admission.setPolicy(ada, 'closed')
    expect((await domain.admission.space()).registration).toBe('closed')
    await domain.admission.setPolicy('operator', 'invite')
    expect((await domain.admission.space()).registration).toBe('invite')
  })

  it('is nobody where it is closed, with an invite neither', async () => {
    const { invited, tried } = await space('closed')
    expect(await tried('Ben')).toBe('registration_closed')
    expect(await tried('Ben', (await invited()).secret)).toBe('registration_closed')
  })

  it('is whoever has an invite where it is by invitation', async () => {
    const { invited, register, tried, domain } = await space('invite')
    const { secret, invite } = await invited({ uses: 1 })
    expect(await tried('Ben')).toBe('invite_needed')
    expect(await register('Ben', secret)).not.toHaveProperty('waiting')
    expect(await tried('Cleo', secret)).toBe('invite_used_up')
    const known = await domain.admission.invites('operator')
    expect(known).toEqual([{ ...invite, uses: 1 }])
  })

  it('is the first person too only with an invite from the command line', async () => {
    const { domain } = domainSpace()
    await domain.admission.setPolicy('operator', 'invite')
    const first = { name: 'Ada', password, device: '', address: '10.0.0.1' }
    expect(await refusalOf(domain.accounts.register(first))).toBe('invite_needed')
    const wish = { note: '', uses: 1, days: 1, words: false }
    const { secret, invite } = await domain.admission.createInvite('operator', wish)
    expect(invite.createdBy).toBeNull()
    const { user } = await domain.accounts.register({ ...first, invite: secret })
    expect(user.administrator).toBe(true)
  })

  it('is anyone even with an invite that has ended, and the invite counts where it is good', async () => {
    const { invited, register, domain } = await space('anyone')
    const { secret } = await invited({ uses: 1 })
    await register('Ben', secret)
    await register('Cleo', secret)
    expect((await domain.admission.invites('operator'))[0]!.uses).toBe(1)
  })
})

describe('an invite', () => {
  it('says what became of it to whoever has it, and to nobody else', async () => {
    const { clock, domain, ada, invited, tried } = await space('invite')
    const [over, revoked] = [await invited({ days: 2 }), await invited()]
    await domain.admission.revokeInvite(ada, revoked.invite.id)
    clock.pass(2 * DAY)
    expect(await tried('Ben', over.secret)).toBe('invite_expired')
    expect(await tried('Ben', revoked.secret)).toBe('invite_revoked')
    expect(await tried('Ben', 'x'.repeat(22))).toBe('invite_invalid')
    expect(await refusalOf(domain.admission.revokeInvite(ada, 'nothing'))).toBe('not_found')
  })

  it('does not tell whether a name is taken to those who have none', async () => {
    const { tried, passwords } = await space('invite')
    const before = passwords.hashed
    expect(await tried('Ada')).toBe('invite_needed')
    expect(await tried('Ada', 'x'.repeat(22))).toBe('invite_invalid')
    expect(passwords.hashed).toBe(before)
  })

  it('is guessed slowly from one address, which keeps nobody else waiting', async () => {
    const { tried, invited } = await space('invite')
    const { secret } = await invited()
    for (let guesses = 0; guesses < 20; guesses += 1)
      expect(await tried('Ben', `${guesses}`.padStart(22, 'x'))).toBe('invite_invalid')
    expect(await tried('Ben', secret)).toBe('rate_limited')
    expect(await tried('Ben', secret, '10.0.0.3')).toBe('allowed')
  })

  it('has links that hold the space’s addresses, key and the secret', async () => {
    const { invited } = await space()
    const { link, webLink, secret } = await invited()
    const { hasPage: _hasPage, ...place } = whereabouts
    const expected = { ...place, name: 'Harbour', secret }
    expect(parseInviteLink(link!)).toEqual(expected)
    expect(parseInviteLink(webLink!)).toEqual(expected)
  })

  it('has none where nobody knows how the space is reached', async () => {
    const { domain } = domainSpace()
    const wish = { note: '', uses: 1, days: 1, words: false }
    expect(await domain.admission.createInvite('operator', wish)).toMatchObject({
      link: null,
      webLink: null,
      words: null,
    })
  })

  it('is never logged with what lets people in', async () => {
    const { invited, logged, register } = await space('invite')
    const made = await invited({ words: true })
    await register('Ben', made.secret)
    const log = JSON.stringify(logged)
    expect(log).toContain(made.invite.id)
    for (const secret of [made.secret, made.words!]) expect(log).not.toContain(secret)
  })
})

describe('who waits', () => {
  it('may do nothing but sign out, and is one of the people once they were let in', async () => {
    const { domain, ada, register, announced } = await space('approval')
    const { token, user, waiting } = await register('Ben')
    expect(waiting).toBe(true)
    expect(await refusalOf(domain.accounts.authenticate(token))).toBe('waiting')
    const caller = await domain.accounts.authenticate(token, { waitingToo: true })
    expect(caller).toMatchObject({ user: user.id, waiting: true })
    expect(await domain.people.byIds([user.id])).toEqual([])
    expect(await domain.admission.waiting(ada)).toMatchObject([{ user: { name: 'Ben' } }])
    expect(announced.profiles.some((one) => one.user.id === user.id)).toBe(false)

    expect(await domain.admission.approve(ada, user.id)).toEqual(user)
    expect(await domain.accounts.authenticate(token)).toEqual({
      user: user.id,
      session: caller.session,
    })
    expect(announced.admitted).toEqual([user.id])
    expect(announced.profiles.at(-1)).toMatchObject({ user: { id: user.id } })
    expect(await refusalOf(domain.admission.approve(ada, user.id))).toBe('not_found')
  })

  it('can sign in on another device, and still waits there', async () => {
    const { domain, register } = await space('approval')
    const { user } = await register('Ben')
    const request = { name: 'ben', password, device: 'a tablet', address: '10.0.0.2' }
    const again = await domain.accounts.signIn(request)
    expect(again).toMatchObject({ user, waiting: true })
    expect(await refusalOf(domain.accounts.authenticate(again.token))).toBe('waiting')
  })

  it('is not signed in where they are refused while they register', async () => {
    const { domain, ada, register, storage } = await space('approval')
    const create = storage.sessions.create.bind(storage.sessions)
    vi.spyOn(storage.sessions, 'create').mockImplementationOnce(async (session, keep) => {
      await domain.admission.refuse(ada, session.user)
      return create(session, keep)
    })
    expect(await refusalOf(register('Ben'))).toBe('wrong_credentials')
    expect(await storage.sessions.of('Ben')).toEqual([])
  })

  it('is signed out and forgotten where they are refused', async () => {
    const { domain, ada, register, announced, tried } = await space('approval')
    const { token, user, session } = await register('Ben')
    await domain.admission.refuse(ada, user.id)
    expect(announced.ended).toEqual([session.id])
    expect(await refusalOf(domain.accounts.authenticate(token))).toBe('unauthorised')
    expect(await tried('Ben')).toBe('allowed')
    expect(await refusalOf(domain.admission.refuse(ada, user.id))).toBe('not_found')
  })

  it('does not wait with an invite, and is told where it is no good', async () => {
    const { invited, register, tried } = await space('approval')
    const { secret } = await invited({ uses: 1 })
    expect(await register('Ben', secret)).not.toHaveProperty('waiting')
    expect(await tried('Cleo', secret)).toBe('invite_used_up')
  })
})

describe('who administers the space', () => {
  it('is whoever registered first, and whom they make so', async () => {
    const { domain, ada, person, announced } = await space()
    const ben = await person('Ben')
    expect(ada.profile.administrator).toBe(true)
    expect(ben.profile.administrator).toBeUndefined()
    expect(await refusalOf(domain.admission.setAdministrator(ben, ben.user, true))).toBe(
      'forbidden',
    )
    const made = await domain.admission.setAdministrator(ada, ben.user, true)
    expect(made.administrator).toBe(true)
    expect(announced.profiles.at(-1)).toMatchObject({ user: made })
    await domain.admission.setAdministrator(ben, ada.user, false)
    expect(await refusalOf(domain.admission.setAdministrator(ben, ben.user, false))).toBe(
      'conflict',
    )
    expect((await domain.admission.administrators()).map(({ id }) => id)).toEqual([ben.user])
  })
})

type Proving = { words: string; fingerprint?: string; address?: string }

/** What somebody does who has words, as a client would. */
async function prove(
  { domain }: Pick<DomainSpace, 'domain'>,
  { words, fingerprint: seen = fingerprint, address = '10.0.0.2' }: Proving,
) {
  const { salt, nonce } = domain.admission.challenge({ address })
  const { N, r, p, dkLen } = codeKey
  const key = scryptSync(words, salt, dkLen, { N, r, p, maxmem: 256 * N * r })
  const own = randomBytes(16).toString('base64url')
  const exchange = { clientNonce: own, serverNonce: nonce, fingerprint: seen }
  const proofOf = (side: 'client' | 'server') =>
    createHmac('sha256', key).update(proofText(side, exchange)).digest('base64url')
  const given = { nonce, own, proof: proofOf('client'), address }
  const answer = await domain.admission.prove(given)
  return { answer, expected: proofOf('server'), given }
}

describe('an invite in words', () => {
  it('is proved by both sides and exchanged for what can be registered with', async () => {
    const here = await space('invite')
    const { words } = await here.invited({ words: true, uses: 1 })
    const { answer, expected } = await prove(here, { words: words! })
    expect(answer.proof).toBe(expected)
    expect(await here.tried('Ben', answer.invite)).toBe('allowed')
    expect(await here.tried('Cleo', answer.invite)).toBe('invite_used_up')
    expect(await refusalOf(prove(here, { words: words! }))).toBe('invite_invalid')
  })

  it('is found among others, and is good for a day at most', async () => {
    const here = await space('invite')
    const [first, second] = [
      await here.invited({ words: true }),
      await here.invited({ words: true }),
    ]
    expect(first.invite.wordsUntil).toBe(here.clock.now() + DAY)
    await prove(here, { words: first.words! })
    await prove(here, { words: second.words! })
    here.clock.pass(DAY)
    expect(await refusalOf(prove(here, { words: first.words! }))).toBe('invite_invalid')
    expect(await here.tried('Ben', first.secret)).toBe('allowed')
  })

  it('proves nothing to whoever is in between, whose certificate is another', async () => {
    const here = await space('invite')
    const { words } = await here.invited({ words: true })
    const other = `${'g'.repeat(42)}A`
    expect(await refusalOf(prove(here, { words: words!, fingerprint: other }))).toBe(
      'invite_invalid',
    )
  })

  it('is proved by a browser too, which cannot tell what certificate it sees', async () => {
    const here = await space('invite')
    const { words } = await here.invited({ words: true })
    const { answer, expected } = await prove(here, { words: words!, fingerprint: '' })
    expect(answer.proof).toBe(expected)
  })

  it('cannot be proved again with what was seen, nor with a nonce of one’s own', async () => {
    const here = await space('invite')
    const { words } = await here.invited({ words: true })
    const { given } = await prove(here, { words: words! })
    const { admission } = here.domain
    expect(await refusalOf(admission.prove(given))).toBe('invite_invalid')
    const made = { ...given, nonce: 'n'.repeat(22) }
    expect(await refusalOf(admission.prove(made))).toBe('invite_invalid')
  })

  it('is guessed slowly from one address', async () => {
    const { domain } = await space('invite')
    const guess = () => {
      const { nonce } = domain.admission.challenge({ address: '10.0.0.2' })
      const proof = 'p'.repeat(43)
      return domain.admission.prove({ nonce, own: 'o'.repeat(22), proof, address: '10.0.0.2' })
    }
    for (let guesses = 0; guesses < 20; guesses += 1)
      expect(await refusalOf(guess())).toBe('invite_invalid')
    expect(await refusalOf(guess())).toBe('rate_limited')
  })

  it('and its links are guessed together: each guess counts for both', async () => {
    const { domain, tried } = await space('invite')
    const address = '10.0.0.2'
    const guess = () => {
      const { nonce } = domain.admission.challenge({ address })
      const wrong = { proof: 'p'.repeat(43), own: 'o'.repeat(22) }
      return refusalOf(domain.admission.prove({ nonce, ...wrong, address }))
    }
    for (let guesses = 0; guesses < 10; guesses += 1) {
      expect(await guess()).toBe('invite_invalid')
      expect(await tried('Ben', 's'.repeat(22), address)).toBe('invite_invalid')
    }
    expect(await guess()).toBe('rate_limited')
    expect(await tried('Ben', 's'.repeat(22), address)).toBe('rate_limited')
  })

  it('answers within two minutes or not at all, and no ticket lasts longer than ten', async () => {
    const here = await space('invite')
    const { words } = await here.invited({ words: true })
    const { answer } = await prove(here, { words: words! })
    here.clock.pass(10 * 60_000)
    expect(await here.tried('Ben', answer.invite)).toBe('invite_invalid')
  })

  it('is one of twenty at a time', async () => {
    const here = await space()
    const { domain, storage, clock } = here
    for (let code = 0; code < 20; code += 1)
      await storage.admission.createInvite(
        {
          ...{ id: `i${code}`, secretHash: `h${code}`, note: '', createdBy: null },
          ...{ createdAt: clock.now(), expiresAt: null, maxUses: null },
          code: { key: Uint8Array.of(code), until: clock.now() + DAY },
        },
        500,
      )
    expect(await refusalOf(here.invited({ words: true }))).toBe('limit_reached')
    await domain.admission.revokeInvite('operator', 'i3')
    expect(await refusalOf(here.invited({ words: true }))).toBe('allowed')
  })
})

describe('the operator', () => {
  it('lists everybody, with those who wait at the end', async () => {
    const { domain, register } = await space('approval')
    await register('Ben')
    expect(await domain.operator.people()).toMatchObject([
      { name: 'Ada', standing: 'administrator' },
      { name: 'Ben', standing: 'waiting' },
    ])
  })

  it('gives a new password, which signs all devices out', async () => {
    const { domain, ada } = await space()
    const given = await domain.operator.resetPassword('ADA')
    expect(await refusalOf(domain.accounts.authenticate(ada.token))).toBe('unauthorised')
    const request = { name: 'Ada', password: given, device: '', address: '' }
    expect(await refusalOf(domain.accounts.signIn(request))).toBe('allowed')
  })

  it('removes somebody from groups, directory and devices, and keeps what they wrote', async () => {
    const { domain, ada, person, cid, storage } = await space()
    const ben = await person('Ben')
    const wish = { name: 'Boats', purpose: '', visibility: 'public', members: [ada.user] } as const
    const { id } = await domain.groups.create(ben, { cid: cid(), ...wish, members: [ada.user] })
    await domain.messages.send(ben, id, cid(), { kind: 'message', text: 'ahoy' })
    await domain.operator.remove('ben')
    expect(await refusalOf(domain.accounts.authenticate(ben.token))).toBe('unauthorised')
    const signIn = { name: 'Ben', password, device: '', address: '' }
    expect(await refusalOf(domain.accounts.signIn(signIn))).toBe('wrong_credentials')
    expect((await domain.people.directory({ limit: 5 })).total).toBe(1)
    expect(await storage.conversations.membership(id, ben.user)).toBeNull()
    expect(await storage.conversations.membership(id, ada.user)).toMatchObject({ role: 'owner' })
    const { events } = await domain.conversations.page(ada, id, { limit: 9 })
    expect(events.some((event) => event.kind === 'message' && event.text === 'ahoy')).toBe(true)
    expect(await domain.people.byIds([ben.user])).toMatchObject([{ removed: true }])
  })

  it('removes somebody from all their groups, however many changes one may make', async () => {
    const here = domainSpace({ writes: { burst: 3, perSecond: 1 } })
    const { clock, domain, person, cid, storage } = here
    await person('Ada')
    const ben = await person('Ben')
    const groups: string[] = []
    for (let count = 0; count < 9; count += 1) {
      clock.pass(1_000)
      const wish = {
        name: `Boats ${count}`,
        purpose: '',
        visibility: 'public',
        members: [],
      } as const
      groups.push((await domain.groups.create(ben, { cid: cid(), ...wish })).id)
    }
    await domain.operator.remove('Ben')
    for (const id of groups) expect(await storage.conversations.membership(id, ben.user)).toBeNull()
  })

  it('finishes a removal that was interrupted, when asked again', async () => {
    const { domain, person, cid, storage } = await space()
    const ben = await person('Ben')
    const wish = { name: 'Boats', purpose: '', visibility: 'public', members: [] } as const
    const { id } = await domain.groups.create(ben, { cid: cid(), ...wish })
    const append = vi.spyOn(storage.log, 'append').mockRejectedValueOnce(new StorageFull())
    expect(await refusalOf(domain.operator.remove('Ben'))).toBe('unavailable')
    append.mockRestore()
    expect(await storage.conversations.membership(id, ben.user)).not.toBeNull()
    await domain.operator.remove('Ben')
    expect(await storage.conversations.membership(id, ben.user)).toBeNull()
    expect(await refusalOf(domain.operator.remove('Ben'))).toBe('not_found')
  })

  it('removes somebody for everybody: nobody can write to them or bring them into a group', async () => {
    const { domain, ada, person, cid } = await space()
    const ben = await person('Ben')
    const direct = [ada.user, ben.user].sort().join('.')
    const say = (text: string) =>
      domain.messages.send(ada, direct, cid(), { kind: 'message', text })
    const { seq } = await say('ahoy')
    const wish = { name: 'Boats', purpose: '', visibility: 'public' } as const
    const { id } = await domain.groups.create(ada, { cid: cid(), ...wish, members: [] })
    await domain.operator.remove('Ben')
    expect(await refusalOf(say('are you there?'))).toBe('not_found')
    expect(await refusalOf(domain.groups.addMember(ada, id, cid(), ben.user))).toBe('not_found')
    const with_ = domain.groups.create(ada, { cid: cid(), ...wish, members: [ben.user] })
    expect(await refusalOf(with_)).toBe('not_found')
    // What was said stays to be read, and to be taken back by who said it.
    expect((await domain.conversations.page(ada, direct, { limit: 9 })).events).toHaveLength(1)
    const taken = domain.messages.send(ada, direct, cid(), { kind: 'delete', target: seq })
    expect(await refusalOf(taken)).toBe('allowed')
  })

  it('lets people in, makes them administrators, and says whom it does not know', async () => {
    const { domain, ada, register } = await space('approval')
    const { user } = await register('Ben')
    expect(await refusalOf(domain.operator.makeAdministrator('Ben'))).toBe('not_found')
    await domain.operator.approve('ben')
    expect(await refusalOf(domain.operator.approve('Ben'))).toBe('not_found')
    expect(await domain.operator.makeAdministrator('Ben')).toMatchObject({ id: user.id })
    await domain.operator.remove('Ada')
    expect(await refusalOf(domain.operator.remove('Ben'))).toBe('conflict')
    expect(await refusalOf(domain.operator.remove('Ada'))).toBe('not_found')
    expect(await refusalOf(domain.accounts.authenticate(ada.token))).toBe('unauthorised')
  })

  it('refuses who waits by removing them', async () => {
    const { domain, register } = await space('approval')
    await register('Ben')
    await domain.operator.remove('Ben')
    expect(await domain.admission.waiting('operator')).toEqual([])
  })
})

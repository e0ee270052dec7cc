import { createHmac, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { codeKey, proofText } from '../../../protocol/invite-words/code-proof.ts'
import { routes, type Route, type RouteName } from '../../../protocol/index.ts'
import type { Domain } from '../../domain/domain.ts'
import { domainSpace, password } from '../../test/domain-space.ts'
import { httpRequest } from '../../test/http-request.ts'
import { TestServer } from '../../test/test-server.ts'
import type { RestRequest } from './rest-handler.ts'
import { restHandlers } from './rest-handlers.ts'

const names = Object.keys(routes) as RouteName[]
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
type Given = Partial<Record<'params' | 'query' | 'body', Record<string, unknown>>>

/** What somebody sends who has words. */
async function proved({ admission }: Domain, words: string) {
  const { salt, nonce } = admission.challenge({ address: '10.0.0.1' })
  const { N, r, p, dkLen } = codeKey
  const key = scryptSync(words, salt, dkLen, { N, r, p, maxmem: 256 * N * r })
  const exchange = { clientNonce: 'o'.repeat(22), serverNonce: nonce, fingerprint: '' }
  const proof = createHmac('sha256', key).update(proofText('client', exchange)).digest('base64url')
  return { nonce, own: exchange.clientNonce, proof }
}

describe('each REST handler', () => {
  it('answers what the protocol says, and not a field more', async () => {
    const space = domainSpace()
    const { domain, person, cid } = space
    const [ada, grace, mary] = [await person('Ada'), await person('Grace'), await person('Mary')]
    const phone = await person('Ada', 'a phone')
    const handlers = restHandlers(domain)
    const answered = new Set<RouteName>()

    async function ask<N extends RouteName>(name: N, input: Given = {}, caller = ada) {
      const request = { ...input, caller, address: '10.0.0.1', bytes: png }
      const answer = await handlers[name](request as unknown as RestRequest<N>)
      expect(routes[name].response.parse(answer)).toEqual(answer)
      answered.add(name)
      return answer
    }

    const device = 'a laptop'
    await ask('space')
    await ask('register', { body: { name: 'Joan', password, device } })
    await ask('signIn', { body: { name: 'joan', password, device } })
    await ask('sessions')
    await ask('revokeSession', { params: { session: phone.session } })
    await ask('me')
    await ask('updateMe', { body: { displayName: 'Ada L.', colour: 3 } })
    await ask('setPicture')
    await ask('removePicture')
    await ask('directory', { query: { limit: 2, query: 'a' } })
    await ask('users', { query: { ids: [ada.user, grace.user] } })
    await ask('user', { params: { user: grace.user } })

    const { conversation } = await ask('createGroup', {
      body: { cid: cid(), name: 'Boats', purpose: '', visibility: 'public', members: [grace.user] },
    })
    const params = { group: conversation.id }
    const ofGrace = { ...params, user: grace.user }
    const draft = { kind: 'message', text: 'Ahoy' } as const
    await domain.messages.send(ada, conversation.id, cid(), draft)
    await ask('conversations')
    await ask('conversation', { params: { conversation: conversation.id } })
    await ask('events', { params: { conversation: conversation.id }, query: { limit: 5 } })
    await ask('search', { query: { query: 'ahoy', limit: 5 } })
    await ask('browseGroups', { query: { limit: 5, archived: false } })
    await ask('group', { params }, mary)
    await ask('updateGroup', { params, body: { cid: cid(), name: 'Ships' } })
    await ask('members', { params, query: { limit: 5 } })
    await ask('setRole', { params: ofGrace, body: { cid: cid(), role: 'admin' } })
    await ask('removeMember', { params: ofGrace, query: { cid: cid() } })
    await ask('addMember', { params, body: { cid: cid(), user: grace.user } })
    await ask('joinGroup', { params, body: { cid: cid() } }, mary)
    await ask('leaveGroup', { params, body: { cid: cid() } }, mary)
    await ask('updateSpace', { body: { registration: 'approval' } })
    const knock = { name: 'Ida', password, device, address: '10.0.0.1' }
    const ida = await domain.accounts.register(knock)
    await ask('waiting')
    await ask('approve', { params: { user: ida.user.id } })
    const eva = await domain.accounts.register({ ...knock, name: 'Eva' })
    await ask('refuse', { params: { user: eva.user.id } })
    const wish = { note: 'Eva', uses: 1, days: 7, words: false }
    const { invite } = await domain.admission.createInvite('operator', wish)
    await ask('createInvite', { body: wish })
    await ask('invites')
    await ask('revokeInvite', { params: { invite: invite.id } })
    await ask('makeAdministrator', { params: { user: grace.user } })
    await ask('administrators')
    await ask('dismissAdministrator', { params: { user: grace.user } })
    await ask('codeChallenge')
    const { words } = await domain.admission.createInvite('operator', { ...wish, words: true })
    await ask('codeProof', { body: await proved(domain, words!) })
    const next = 'battery staple'
    await ask('changePassword', { body: { current: password, next } })
    await ask('signOut')
    expect(names.filter((name) => !answered.has(name))).toEqual([])
  })
})

describe('a device that was signed out', () => {
  it('is refused by every resource that needs a session, as is one without a token', async () => {
    const server = await TestServer.start()
    const ada = await server.register('Ada')
    const phone = await server.signIn(ada)
    await server.call('me', {}, phone)
    const { id: session } = phone.session
    await server.call('revokeSession', { params: { session } }, ada)
    for (const name of names.filter((one) => routes[one].auth === 'session')) {
      for (const authorization of [`Bearer ${phone.token}`, 'Bearer none', '']) {
        const { status, body } = await ask(server, name, { authorization })
        expect({ name, status, body }).toMatchObject({ status: 401 })
        expect(JSON.parse(body)).toMatchObject({ error: { code: 'unauthorised' } })
      }
    }
  })

  it('loses its connection, and keeps no other from working', async () => {
    const server = await TestServer.start()
    const ada = await server.register('Ada')
    const phone = await server.signIn(ada)
    const [here, there] = [await server.connect(ada), await server.connect(phone)]
    await server.call('revokeSession', { params: { session: phone.session.id } }, ada)
    expect(await there.closed).toMatchObject({ code: 4100 })
    expect(await here.say(`${ada.id}.${ada.id}`, 'still here')).toMatchObject({ seq: 1 })
  })
})

/** Asks a resource for what its sample asks, which is well formed. */
async function ask(server: TestServer, name: RouteName, headers: Record<string, string>) {
  const route: Route = routes[name]
  const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const sample = new URL(`../../../protocol/fixtures/v1/rest-${file}.json`, import.meta.url)
  const { params = {}, query = {}, body } = JSON.parse(readFileSync(sample, 'utf8')) as Given
  const path = route.path.replace(/:(\w+)/g, (_, part: string) => String(params[part]))
  const search = new URLSearchParams(query as Record<string, string>)
  const answer = await httpRequest(server.url, `/api/v1${path}?${search}`, {
    method: route.method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: answer.body.toString() }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  inviteUri,
  invitePage,
  isAddress,
  parseInviteLink,
  parseInviteQuery,
  type InviteLink,
} from './invite-link.ts'
import { nameProblem } from './names.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const base64url = (length: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const fingerprint = fc
  .tuple(base64url(42), fc.constantFrom(...'AEIMQUYcgkosw048'))
  .map(([start, last]) => start + last)
const port = fc.integer({ min: 1, max: 65_535 })
const address = fc
  .oneof(
    fc.tuple(fc.ipV4(), port),
    fc.tuple(fc.domain(), port),
    fc.tuple(
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
        .map((groups) => `[${groups.map((group) => group.toString(16)).join(':')}]`),
      port,
    ),
  )
  .map(([host, at]) => `${host}:${at}`)
const link: fc.Arbitrary<InviteLink> = fc.record({
  name: fc.string({ unit: 'grapheme', maxLength: 40 }).filter((name) => !nameProblem(name, 80)),
  scheme: fc.constantFrom('https', 'http'),
  fingerprint: fc.option(fingerprint),
  addresses: fc.array(address, { minLength: 1, maxLength: 8 }),
  secret: fc.option(base64url(22)),
})

const secret = 'Jt5wQ9rXe2LmVb7KzR4kDA'
const plain: InviteLink = {
  name: 'Harbour',
  scheme: 'https',
  fingerprint: null,
  addresses: ['10.0.0.5:7759'],
  secret,
}
const uri = inviteUri(plain)

describe('an invite’s link', () => {
  it('is read as it was written, in both forms', () => {
    fc.assert(
      fc.property(link, (written) => {
        fc.pre(inviteUri(written).length <= 2_000 && invitePage(written).length <= 2_000)
        expect(parseInviteLink(inviteUri(written))).toEqual(written)
        expect(parseInviteLink(invitePage(written))).toEqual(written)
      }),
    )
  })

  it('keeps what it holds after the hash of a page, where no server sees it', () => {
    fc.assert(
      fc.property(link, (written) => {
        const { search, pathname } = new URL(invitePage(written))
        expect([search, pathname]).toEqual(['', '/'])
      }),
    )
  })

  it('is read however it was pasted, from any path, and with fields of a later version', () => {
    expect(parseInviteLink(`  ${uri}\n`)).toEqual(plain)
    expect(parseInviteLink(uri.replace('parley://join?', 'PARLEY://JOIN?'))).toEqual(plain)
    expect(parseInviteLink(uri.replace('join?', 'join/?'))).toEqual(plain)
    const page = invitePage(plain).replace('/#/', '/chat/index.html#/')
    expect(parseInviteLink(page)).toEqual(plain)
    expect(parseInviteLink(`${uri}&later=1`)).toEqual(plain)
  })

  it('names a space that has no readable name', () => {
    expect(parseInviteLink(inviteUri({ ...plain, name: '\u200b' }))?.name).toBe('Parley')
    expect(parseInviteLink(inviteUri({ ...plain, name: '\ud800 Harbour' }))?.name).toBe('Parley')
  })

  it.each([
    ['', 'nothing'],
    ['parley://join', 'no fields'],
    ['parley://leave?v=1', 'another verb'],
    [uri.replace('parley:', 'javascript:'), 'another scheme'],
    [uri.replace('v=1', 'v=2'), 'another version'],
    [uri.replace('v=1&', ''), 'no version'],
    [`${uri}&v=1`, 'the version twice'],
    [`${uri}&i=${secret}`, 'the secret twice'],
    [uri.replace(secret, 'short'), 'a short secret'],
    [uri.replace(secret, `${secret}!`), 'a secret of other letters'],
    [`${uri}&f=abc`, 'a fingerprint that is none'],
    [`${uri}&s=ftp`, 'another scheme'],
    [uri.replace('a=10.0.0.5:7759&', ''), 'no address'],
    [uri.replace('7759', '0'), 'no port'],
    [uri.replace('7759', '65536'), 'a port too high'],
    [uri.replace('10.0.0.5', '10.0.0.256'), 'no such address'],
    [uri.replace('10.0.0.5', '1.2.3'), 'half an address'],
    [uri.replace('10.0.0.5', 'user@host'), 'a person at a host'],
    [uri.replace('10.0.0.5', 'host/path'), 'a path'],
    [uri.replace('10.0.0.5', 'a..b'), 'an empty label'],
    [uri.replace('10.0.0.5', '[::1'), 'a bracket left open'],
    [uri.replace('10.0.0.5', '[1::2::3]'), 'two gaps'],
    [uri.replace('10.0.0.5', '[fe80::1%25eth0]'), 'a zone'],
    [`${uri}${'&a=10.0.0.5:1'.repeat(8)}`, 'too many addresses'],
    [uri.replace('n=Harbour', 'n='), 'no name'],
    [uri.replace('n=Harbour', 'n=%E2%80%8B'), 'an invisible name'],
    [uri.replace('n=Harbour', `n=${'x'.repeat(81)}`), 'a long name'],
    [uri.replace('n=Harbour', 'n=%E0%A4%A'), 'a broken escape'],
    [`${uri}&${'x'.repeat(3_000)}=1`, 'too long'],
    [`https://host/join?${uri.split('?')[1]}`, 'no hash'],
  ])('is refused where it is %j (%s)', (text) => {
    expect(parseInviteLink(text)).toBeNull()
  })

  it('never throws, whatever it is', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `parley://join?${text}`),
      fc.tuple(fc.nat(uri.length), fc.string()).map(([at, text]) => uri.slice(0, at) + text),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const read = parseInviteLink(text) ?? parseInviteQuery(text)
        if (read) for (const one of read.addresses) expect(isAddress(one)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('names addresses that mean nothing else in a request', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.webAuthority()), (text) => {
        if (!isAddress(text)) return
        const url = new URL(`http://${text}/x`)
        expect([url.username, url.password, url.pathname]).toEqual(['', '', '/x'])
      }),
    )
  })
})

import { expect, it } from 'vitest'
import { inviteUri } from '../../../protocol/invite-link.ts'
import { linkAmong, readOpenedLink } from './opened-link.ts'

const link = inviteUri({
  name: 'Harbour',
  scheme: 'https',
  fingerprint: 'A'.repeat(43),
  addresses: ['10.0.0.5:7759', '[fd00::5]:7759'],
  secret: 'S'.repeat(22),
})

it('hands on an invite, spelt anew from what was understood of it', () => {
  expect(readOpenedLink(link)).toEqual({ kind: 'invite', link })
  expect(
    readOpenedLink(`${link.replace('parley://join?', 'PARLEY://JOIN/?')}&later=%3Cb%3E`),
  ).toEqual({
    kind: 'invite',
    link,
  })
})

it.each([
  ['tooLong', `${link}&x=${'y'.repeat(2_000)}`],
  ['hidden', `${link}\u0000`],
  ['hidden', link.replace('Harbour', 'Har\nbour')],
  ['hidden', link.replace('Harbour', '\u202eruobraH')],
  ['noInvite', 'parley:'],
  ['noInvite', 'parley://join'],
  ['noInvite', 'parley://leave?v=1'],
  ['noInvite', link.replace('parley:', 'javascript:')],
  ['noInvite', link.replace('parley:', 'file:')],
  ['noInvite', `parley:${link}`],
  ['noInvite', link.replace('parley://join', 'parley://ann@evil.example/join')],
  ['noInvite', link.replace('parley://join', 'parley://join:99999')],
  ['noInvite', link.replace('10.0.0.5:7759', '10.0.0.5:99999')],
  ['noInvite', link.replace('10.0.0.5:7759', 'ann@10.0.0.5:7759')],
  ['noInvite', link.replace('10.0.0.5:7759', '[fe80::1%25eth0]:7759')],
  ['hidden', link.replace('Harbour', 'Har%0d%0abour')],
] as const)('refuses as %s %j', (reason, text) => {
  expect(readOpenedLink(text)).toEqual({ kind: 'refused', reason })
})

it('finds a link among what a program was started with, and takes nothing else for one', () => {
  expect(linkAmong(['/usr/bin/parley', '--disable-gpu', link])).toBe(link)
  expect(linkAmong([link])).toBeNull()
  expect(
    linkAmong(['/usr/bin/parley', '--open=parley://join?v=1', '/home/ann/parley:x']),
  ).toBeNull()
})

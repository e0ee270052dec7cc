import { describe, expect, it, vi } from 'vitest'
import { inviteUri, invitePage } from '../../../../protocol/invite-link.ts'
import { wordsAt } from '../../../../protocol/invite-words/invite-words.ts'
import { readInvite } from './read-invite.ts'
import { secretOfInvite } from './secret-of-invite.ts'

const secret = 'Jt5wQ9rXe2LmVb7KzR4kDA'
const place = {
  name: 'Harbour',
  scheme: 'https',
  fingerprint: null,
  addresses: ['10.0.0.5:7759'],
} as const
const words = wordsAt([5, 600, 1_200, 2_000])

describe('an invite as it was typed', () => {
  it.each([
    ['a link for the app', inviteUri({ ...place, secret })],
    ['a link for browsers', invitePage({ ...place, secret })],
    ['what a link holds', ` ${secret} `],
  ])('is %s', async (_what, typed) => {
    expect(await readInvite(typed)).toEqual({ kind: 'secret', secret })
  })

  it.each([words, words.replaceAll(' ', '-'), words.toUpperCase(), words.replaceAll(' ', ', ')])(
    'is words, as in %j',
    async (typed) => {
      expect(await readInvite(typed)).toEqual({ kind: 'words', words })
    },
  )

  it('is none, and which words are unknown is said', async () => {
    const unknown = await readInvite('aardvark abacus abbey xyzzy')
    expect(unknown).toEqual({ kind: 'unknown-words', unknown: ['xyzzy'] })
    expect(await readInvite('aardvark abacus')).toEqual({ kind: 'none' })
    expect(await readInvite('https://example.org/')).toEqual({ kind: 'none' })
    expect(await readInvite(inviteUri({ ...place, secret: null }))).toEqual({ kind: 'none' })
  })
})

describe('what is registered with', () => {
  it('is the secret itself, and what words are exchanged for with the certificate that is seen', async () => {
    const inviteOfWords = vi.fn(async () => 'a ticket')
    expect(await secretOfInvite(secret, { inviteOfWords }, 'print')).toBe(secret)
    expect(inviteOfWords).not.toHaveBeenCalled()
    expect(await secretOfInvite(words, { inviteOfWords }, 'print')).toBe('a ticket')
    expect(inviteOfWords).toHaveBeenCalledExactlyOnceWith(words, 'print')
  })

  it('is nothing where what was typed is no invite', async () => {
    const inviteOfWords = vi.fn(async () => 'a ticket')
    const typed = (text: string) => secretOfInvite(text, { inviteOfWords }, '')
    await expect(typed('what is this?')).rejects.toMatchObject({ key: 'admission.fieldWrong' })
    await expect(typed('one two xyzzy four')).rejects.toMatchObject({
      key: 'admission.fieldUnknown',
    })
  })
})

import type { RandomBytes } from '../random.ts'
import type { RestClient } from '../rest/rest-client.ts'
import type { Admission } from '../space-client.ts'

export type AdmissionActionsOptions = { rest: RestClient; random: RandomBytes }

export function createAdmissionActions({ rest, random }: AdmissionActionsOptions): Admission {
  return {
    async setPolicy(registration) {
      await rest.call('updateSpace', { body: { registration } })
    },
    async invites() {
      return (await rest.call('invites', {})).invites
    },
    createInvite: (wish) => rest.call('createInvite', { body: wish }),
    async revokeInvite(invite) {
      await rest.call('revokeInvite', { params: { invite } })
    },
    async waiting() {
      return (await rest.call('waiting', {})).people
    },
    async approve(user) {
      await rest.call('approve', { params: { user }, body: {} })
    },
    async refuse(user) {
      await rest.call('refuse', { params: { user } })
    },
    async administrators() {
      return (await rest.call('administrators', {})).users
    },
    async setAdministrator(user, on) {
      const params = { user }
      if (on) return (await rest.call('makeAdministrator', { params, body: {} })).user
      return (await rest.call('dismissAdministrator', { params })).user
    },
    async inviteOfWords(words, fingerprint) {
      // What hashes comes when it is needed: hardly anybody types words, and nobody twice.
      const { proveWords } = await import('./prove-words.ts')
      return proveWords({ rest, random }, words, fingerprint)
    },
  }
}

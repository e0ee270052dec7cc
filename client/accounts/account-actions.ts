import type { SignedIn, User } from '../../protocol/index.ts'
import type { RestClient } from '../rest/rest-client.ts'
import type { Account, AccountActions } from '../space-client.ts'

export type AccountActionsOptions = {
  rest: RestClient
  /** How this device calls itself in the list of devices. */
  device: string
  signedIn(answer: SignedIn): Promise<Account>
  /** Forgets the account on this device. */
  signedOut(): Promise<void>
  profile(user: User): User
}

export function createAccountActions(options: AccountActionsOptions): AccountActions {
  const { rest, device, signedIn, signedOut, profile } = options
  return {
    async register(name, password, invite) {
      const body = { name, password, device, ...(invite !== undefined && { invite }) }
      return signedIn(await rest.call('register', { body }))
    },
    async signIn(name, password) {
      return signedIn(await rest.call('signIn', { body: { name, password, device } }))
    },
    signOut: signedOut,
    async changePassword(current, next) {
      await rest.call('changePassword', { body: { current, next } })
    },
    async updateProfile(change) {
      return profile((await rest.call('updateMe', { body: change })).user)
    },
    async setPicture(image) {
      return profile((await rest.call('setPicture', {}, image)).user)
    },
    async removePicture() {
      return profile((await rest.call('removePicture', {})).user)
    },
    async devices() {
      return (await rest.call('sessions', {})).sessions
    },
    async revoke(session) {
      await rest.call('revokeSession', { params: { session } })
    },
  }
}

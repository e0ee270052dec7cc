import * as z from 'zod/mini'
import {
  colour,
  displayName,
  inviteSecret,
  password,
  session,
  user,
  userName,
} from '../entities.ts'
import { epoch, sessionId } from '../ids.ts'
import { limits } from '../limits.ts'
import { holdsControls } from '../names.ts'
import { nothing, route } from './route.ts'

const device = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(limits.deviceLength),
  z.refine((text) => !holdsControls(text), 'holds control characters'),
)
const signedIn = z.object({
  token: z.string(),
  epoch,
  user,
  session,
  /** An administrator has to let them in: until then everything is refused as `waiting`. */
  waiting: z.optional(z.boolean()),
})

/** Coming in, and what is one’s own: profile, password, devices. */
export const accountRoutes = {
  register: route({
    method: 'POST',
    path: '/users',
    summary: 'Register and sign in',
    auth: 'none',
    body: z.object({ name: userName, password, device, invite: z.optional(inviteSecret) }),
    response: signedIn,
  }),
  signIn: route({
    method: 'POST',
    path: '/sessions',
    summary: 'Sign in with name and password',
    auth: 'none',
    body: z.object({
      name: z.string().check(z.minLength(1), z.maxLength(limits.nameLength * 4)),
      password: z.string().check(z.minLength(1), z.maxLength(limits.passwordMax)),
      device,
    }),
    response: signedIn,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/sessions/current',
    summary: 'Sign this device out',
    auth: 'session',
    waitingToo: true,
    response: nothing,
  }),
  sessions: route({
    method: 'GET',
    path: '/sessions',
    summary: 'Devices that are signed in',
    auth: 'session',
    response: z.object({ sessions: z.array(session) }),
  }),
  revokeSession: route({
    method: 'DELETE',
    path: '/sessions/:session',
    summary: 'Sign a device out; its connections are closed',
    auth: 'session',
    params: z.object({ session: sessionId }),
    response: nothing,
  }),
  changePassword: route({
    method: 'PUT',
    path: '/me/password',
    summary: 'Change the password; every other device is signed out',
    auth: 'session',
    body: z.object({
      current: z.string().check(z.minLength(1), z.maxLength(limits.passwordMax)),
      next: password,
    }),
    response: nothing,
  }),
  me: route({
    method: 'GET',
    path: '/me',
    summary: 'Own profile',
    auth: 'session',
    response: z.object({ user }),
  }),
  updateMe: route({
    method: 'PATCH',
    path: '/me',
    summary: 'Change display name or colour',
    auth: 'session',
    body: z.object({
      displayName: z.optional(displayName),
      colour: z.optional(z.nullable(colour)),
    }),
    response: z.object({ user }),
  }),
  /** Body: the image itself (PNG, JPEG or WebP by its first bytes), at most `limits.pictureBytes`. */
  setPicture: route({
    method: 'PUT',
    path: '/me/picture',
    summary: 'Set own picture; the body is a PNG, JPEG or WebP image',
    auth: 'session',
    response: z.object({ user }),
  }),
  removePicture: route({
    method: 'DELETE',
    path: '/me/picture',
    summary: 'Remove own picture',
    auth: 'session',
    response: z.object({ user }),
  }),
}

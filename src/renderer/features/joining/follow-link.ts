import type { Router } from 'vue-router'
import { parseInviteLink, type InviteLink } from '../../../../protocol/invite-link.ts'
import type { KnownSpace, OpenedLink } from '../../../../shared/ipc/schemas.ts'
import { useToastStore } from '../../design/toast-store.ts'
import type { Translate } from '../../i18n/use-text.ts'
import { useSessionStore } from '../session/session-store.ts'
import type { GoTo } from '../session/use-go-to.ts'
import { useJoiningStore } from './joining-store.ts'

export type Following = { router: Router; goTo: GoTo; t: Translate }

/** Of the known spaces the one that an invite is for: by its key, and without one by its address. */
export function knownByInvite(
  { addresses, fingerprint, scheme }: InviteLink,
  spaces: readonly KnownSpace[],
): KnownSpace | undefined {
  if (fingerprint !== null) return spaces.find((space) => space.fingerprint === fingerprint)
  const origins = addresses.map((one) => new URL(`${scheme}://${one}`).origin)
  return spaces.find((space) => !space.fingerprint && origins.includes(new URL(space.url).origin))
}

/**
 * Goes where a link leads that the system handed over: into the space where the person is at home already,
 * to its door where it is known, else to where it can be joined. Nothing is joined by it.
 */
export async function followLink(
  opened: OpenedLink,
  { router, goTo, t }: Following,
): Promise<void> {
  const session = useSessionStore()
  const joining = useJoiningStore()
  const toasts = useToastStore()
  const refuse = (reason: 'tooLong' | 'hidden' | 'noInvite' | 'oneSpace') =>
    void toasts.show({ text: t(`joining.link.${reason}`), tone: 'bad' })

  if (opened.kind === 'refused') return refuse(opened.reason)
  const invite = parseInviteLink(opened.link)
  if (!invite) return refuse('noInvite')
  const known = knownByInvite(invite, session.spaces)
  if (known) {
    await goTo(known.id)
    if (!session.signedIn) return void (await router.push(`/join?${opened.link.split('?')[1]}`))
    return void toasts.show({ text: t('joining.link.already', { space: session.name }) })
  }
  if (!joining.canJoin) return refuse('oneSpace')
  joining.invite = opened.link
  await router.push({ name: 'spaces' })
}

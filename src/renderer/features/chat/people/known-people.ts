import { shallowRef, type ShallowRef } from 'vue'
import type { Signal } from '../../../../../client/signal.ts'
import type { ConversationView, SpaceClient } from '../../../../../client/space-client.ts'
import type { Presence, User, UserId } from '../../../../../protocol/index.ts'
import { useText, type Translate } from '../../../i18n/use-text.ts'
import { useSpace } from '../../session/use-space.ts'

/** Profiles and presence by id, for templates: what is asked for is followed from then on. */
export type KnownPeople = {
  /** Null while it is not known; it is asked for in the background. */
  user(id: UserId): User | null
  presence(id: UserId): Presence | null
  picture(id: UserId): string | null
}

function follower<T>(signalOf: (id: UserId) => Signal<T>): (id: UserId) => T {
  const followed = new Map<UserId, ShallowRef<T>>()
  return (id) => {
    let value = followed.get(id)
    if (!value) {
      const signal = signalOf(id)
      const ref = shallowRef(signal.get())
      signal.subscribe(() => (ref.value = signal.get()))
      followed.set(id, (value = ref))
    }
    return value.value
  }
}

function createKnownPeople({ people }: SpaceClient): KnownPeople {
  const user = follower((id) => people.user(id))
  const presence = follower((id) => people.presence(id))
  return {
    user,
    presence,
    picture(id) {
      const known = user(id)
      return known && people.pictureUrl(known)
    },
  }
}

/** One for each space: a person is followed once, however many rows show them. */
const bySpace = new WeakMap<SpaceClient, KnownPeople>()

export function knownPeopleOf(space: SpaceClient): KnownPeople {
  let known = bySpace.get(space)
  if (!known) bySpace.set(space, (known = createKnownPeople(space)))
  return known
}

export function useKnownPeople(): KnownPeople {
  return knownPeopleOf(useSpace())
}

export type Names = {
  person(id: UserId): string
  /** A group's name, the other person's, or what one's own notes are called. */
  conversation(view: Pick<ConversationView, 'group' | 'peer'>): string
}

export function namesOf(known: KnownPeople, me: () => UserId | null, t: Translate): Names {
  function person(id: UserId): string {
    return known.user(id)?.displayName ?? t('chat.someone')
  }
  return {
    person,
    conversation({ group, peer }) {
      if (group) return group.name
      if (peer === null) return ''
      return peer === me() ? t('chat.notes') : person(peer)
    },
  }
}

export function useNames(): Names {
  const space = useSpace()
  const { t } = useText()
  return namesOf(useKnownPeople(), () => space.account.get()?.user.id ?? null, t)
}

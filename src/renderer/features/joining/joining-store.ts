import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { inviteUri, isAddress } from '../../../../protocol/invite-link.ts'
import type { AskedWords, FoundSpace } from '../../../../shared/ipc/schemas.ts'
import { useSessionStore } from '../session/session-store.ts'
import { reachFound, reachTyped, type Reached } from './reach-space.ts'
import type { NewSpace, SpaceSeeker } from './space-seeker.ts'

/** The ways to a space that is not known yet: found on the network, or typed. */
export const useJoiningStore = defineStore('joining', () => {
  const session = useSessionStore()
  const seeker = shallowRef<SpaceSeeker | null>(null)
  const heard = shallowRef<readonly FoundSpace[]>([])

  /** The link of an invite that was opened, as long as nobody decided about it. */
  const invite = ref<string | null>(null)

  const canJoin = computed(() => seeker.value !== null)
  /** Of the spaces around, those that the person is not at home in already. */
  const found = computed(() => {
    const known = new Set(session.spaces.map(({ fingerprint }) => fingerprint))
    return heard.value.filter(({ fingerprint }) => !known.has(fingerprint))
  })

  /** Those that more than one machine announces, known or not. */
  const doubled = computed(() => heard.value.filter(({ announcers }) => announcers > 1))

  function start(given: SpaceSeeker): void {
    seeker.value = given
  }

  /** Looks around until what it returns is called. */
  function look(): () => void {
    const by = seeker.value
    if (!by) return () => {}
    let isTold = false
    const stop = by.listen((now) => {
      isTold = true
      heard.value = now
    })
    // Where nobody can look, nothing is found: there is the address to type.
    by.look().then(
      (first) => {
        if (!isTold) heard.value = first
      },
      () => {},
    )
    return () => {
      stop()
      by.leave().catch(() => {})
    }
  }

  const probe: SpaceSeeker['probe'] = (address) => seeker.value!.probe(address)

  function goTo(space: FoundSpace): Promise<Reached> {
    return reachFound(space, probe)
  }

  function goToTyped(typed: string): Promise<Reached> {
    return reachTyped(typed, probe)
  }

  /**
   * Asks the spaces around for words that were said aloud. The one that knows them becomes an invite that
   * was opened: nobody is joined by it.
   */
  async function askForWords(
    words: string,
  ): Promise<Exclude<AskedWords, { status: 'known' }> | null> {
    const answer = await seeker.value!.askForWords(words)
    if (answer.status !== 'known') return answer
    const { invite: secret, space, url } = answer
    const first = new URL(url).host
    const others = space.addresses.filter((one) => one !== first && isAddress(one))
    const { fingerprint, name } = space
    const addresses = [first, ...others].slice(0, 8)
    invite.value = inviteUri({ name, fingerprint, addresses, scheme: 'https', secret })
    return null
  }

  /** Keeps a space, and shows it. */
  async function enter(space: NewSpace): Promise<void> {
    const { id } = await seeker.value!.add(space)
    await session.choose(id)
  }

  return { canJoin, found, invite, start, look, goTo, goToTyped, askForWords, doubled, enter }
})

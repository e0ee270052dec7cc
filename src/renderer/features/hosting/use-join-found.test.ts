import { createPinia, setActivePinia } from 'pinia'
import { expect, it, onTestFinished, vi } from 'vitest'
import { effectScope } from 'vue'
import type { FoundSpace } from '../../../../shared/ipc/schemas.ts'
import { useJoiningStore } from '../joining/joining-store.ts'
import type { Reached } from '../joining/reach-space.ts'
import { useJoinFound } from './use-join-found.ts'

const office = { fingerprint: 'office' } as FoundSpace
const reached = { kind: 'space', space: { url: 'https://office' } } as unknown as Reached

/** Somebody has pressed a space that takes its time to answer. */
function press() {
  setActivePinia(createPinia())
  const joining = useJoiningStore()
  let answerWith: (how: Reached) => void
  const answered = new Promise<Reached>((resolve) => (answerWith = resolve))
  vi.spyOn(joining, 'goTo').mockReturnValue(answered)
  const enter = vi.spyOn(joining, 'enter').mockResolvedValue()
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const used = scope.run(() => useJoinFound())!
  const joined = used.join(office)
  return { answer: { resolve: answerWith! }, enter, joined, scope, used }
}

it('enters a found space once it answers', async () => {
  const { answer, enter, joined, used } = press()
  expect(used.going.value).toBe('office')
  answer.resolve(reached)
  await joined
  expect(enter).toHaveBeenCalledOnce()
  expect(used.going.value).toBeNull()
})

it('takes nobody out of what they chose meanwhile', async () => {
  const { answer, enter, joined, used } = press()
  used.callOff()
  expect(used.going.value).toBeNull()
  answer.resolve(reached)
  await joined
  expect(enter).not.toHaveBeenCalled()
})

it('takes nobody back who went elsewhere', async () => {
  const { answer, enter, joined, scope } = press()
  scope.stop()
  answer.resolve(reached)
  await joined
  expect(enter).not.toHaveBeenCalled()
})

import { readonly, ref, shallowRef, type Ref } from 'vue'
import type { Concern, Problem } from './refusal-words.ts'
import { useRefusalWords } from './use-refusal-words.ts'

export type UsedAttempt = {
  busy: Readonly<Ref<boolean>>
  /** What the last attempt was refused with, and the sentence for it; null while all is well. */
  problem: Readonly<Ref<Problem | null>>
  words: Readonly<Ref<string | null>>
  /** Does something that the server may refuse. Answers whether it was done; one at a time. */
  attempt: (doing: () => Promise<unknown>) => Promise<boolean>
  forget: () => void
}

/** Something a person does that may fail: whether it is under way, and the words where it failed. */
export function useAttempt(concern?: Concern): UsedAttempt {
  const { sentence } = useRefusalWords()
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const words = ref<string | null>(null)

  function forget(): void {
    problem.value = null
    words.value = null
  }

  async function attempt(doing: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    forget()
    try {
      await doing()
      return true
    } catch (error) {
      problem.value = error as Problem
      words.value = sentence(error as Problem, concern)
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy: readonly(busy), problem, words: readonly(words), attempt, forget }
}

import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useText } from '../../i18n/use-text.ts'
import { refusalWords } from '../refusals/refusal-words.ts'
import { useAttempt, type UsedAttempt } from '../refusals/use-attempt.ts'
import { groupNameProblem, type GroupForm } from './group-form.ts'

export type UsedGroupForm = Pick<UsedAttempt, 'busy'> & {
  form: Ref<GroupForm>
  nameError: ComputedRef<string | undefined>
  purposeError: ComputedRef<string | undefined>
  /** What was refused that is no field's own fault. */
  refused: ComputedRef<string | null>
  /** Sends the form where there is nothing wrong with it. Answers whether it was done. */
  submit: (send: (form: GroupForm) => Promise<unknown>) => Promise<boolean>
}

/** A form about a group: checked when it is sent, and from then on as it is corrected. */
export function useGroupForm(initial: GroupForm): UsedGroupForm {
  const { t } = useText()
  const form = ref<GroupForm>({ ...initial })
  const { busy, problem, words, attempt } = useAttempt('group')
  const sent = ref(false)

  /** The input that the server refused: `name`, `purpose`, or none. */
  const refusedField = computed(() =>
    problem.value === null ? null : (refusalWords(problem.value).field?.split('.').at(-1) ?? null),
  )
  const nameError = computed(() => {
    const wrong = sent.value ? groupNameProblem(form.value.name) : null
    if (wrong) return t(wrong.key, wrong.blanks)
    return refusedField.value === 'name' ? (words.value ?? undefined) : undefined
  })
  const purposeError = computed(() =>
    refusedField.value === 'purpose' ? (words.value ?? undefined) : undefined,
  )
  const refused = computed(() => (nameError.value || purposeError.value ? null : words.value))

  async function submit(send: (form: GroupForm) => Promise<unknown>): Promise<boolean> {
    sent.value = true
    if (groupNameProblem(form.value.name)) return false
    return attempt(() => send(form.value))
  }

  return { form, busy, nameError, purposeError, refused, submit }
}

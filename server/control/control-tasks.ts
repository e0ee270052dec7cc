import { z } from 'zod'
import { Refused, limits } from '../../protocol/index.ts'
import type { InviteWish } from '../domain/admission/admission.ts'
import type { Domain } from '../domain/domain.ts'

const named = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(limits.nameLength * 4),
})

function task<I extends z.ZodType, A>(
  input: I,
  run: (domain: Domain, given: z.output<I>) => Promise<A>,
): { input: I; run: (domain: Domain, given: z.output<I>) => Promise<A> } {
  return { input, run }
}

const FIRST_NOTE = 'First start'

async function madeInvite(domain: Domain, wish: Omit<InviteWish, 'words'>) {
  const made = await domain.admission.createInvite('operator', { ...wish, words: true })
  return { space: domain.space().name, ...made }
}

/** For whoever comes first; those of earlier starts end with it. */
async function firstInvite(domain: Domain) {
  const { admission } = domain
  for (const { id, note } of await admission.invites('operator')) {
    if (note === FIRST_NOTE) await admission.revokeInvite('operator', id)
  }
  return madeInvite(domain, { uses: 1, days: 1, note: FIRST_NOTE })
}

/** What the command line may have done, by the server that has the folder or by itself. */
export const controlTasks = {
  invite: task(
    z.strictObject({
      note: z.string().trim().max(limits.inviteNoteLength),
      uses: z.int().min(1).max(limits.inviteUses).nullable(),
      days: z.int().min(1).max(limits.inviteDays).nullable(),
    }),
    (domain, wish) => madeInvite(domain, wish),
  ),
  firstInvite: task(z.strictObject({}), firstInvite),
  registration: task(z.strictObject({}), ({ admission }) =>
    admission.space().then(({ registration }) => registration),
  ),
  people: task(z.strictObject({}), ({ operator }) => operator.people()),
  resetPassword: task(named, ({ operator }, { name }) => operator.resetPassword(name)),
  makeAdministrator: task(named, ({ operator }, { name }) => operator.makeAdministrator(name)),
  approve: task(named, ({ operator }, { name }) => operator.approve(name)),
  remove: task(named, async ({ operator }, { name }) => {
    await operator.remove(name)
    return null
  }),
}

export type ControlTask = keyof typeof controlTasks
export type TaskInput<T extends ControlTask> = z.input<(typeof controlTasks)[T]['input']>
export type TaskAnswer<T extends ControlTask> = Awaited<ReturnType<(typeof controlTasks)[T]['run']>>

export function isControlTask(name: unknown): name is ControlTask {
  return typeof name === 'string' && Object.hasOwn(controlTasks, name)
}

/** @throws Refused */
export async function runTask<T extends ControlTask>(
  domain: Domain,
  name: T,
  input: unknown,
): Promise<TaskAnswer<T>> {
  const { input: schema, run } = controlTasks[name] as {
    input: z.ZodType
    run: (domain: Domain, given: unknown) => Promise<unknown>
  }
  const given = schema.safeParse(input)
  if (!given.success) throw new Refused('invalid', z.prettifyError(given.error))
  return (await run(domain, given.data)) as TaskAnswer<T>
}

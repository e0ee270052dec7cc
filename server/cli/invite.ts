import type { Config } from '../config.ts'
import { atSpace } from '../control/at-space.ts'
import type { TaskAnswer } from '../control/control-tasks.ts'
import { exitCodes } from '../start-refused.ts'
import { terminalQr } from './terminal-qr.ts'

export type InviteFlags = {
  /** 0: as often as one likes. */
  uses: number
  /** 0: until it is revoked. */
  days: number
  note: string
}

/** Makes an invite and prints it in all its forms. Answers the exit code. */
export async function invite(config: Config, { uses, days, note }: InviteFlags): Promise<number> {
  const made = await atSpace(config, 'invite', {
    note,
    uses: uses === 0 ? null : uses,
    days: days === 0 ? null : days,
  })
  showInvite(made)
  return exitCodes.stopped
}

/** Prints an invite in all its forms. */
export function showInvite(made: TaskAnswer<'invite'>): void {
  const { expiresAt, maxUses, wordsUntil } = made.invite
  const until = expiresAt === null ? 'until it is revoked' : `until ${moment(expiresAt)}`
  console.log(`\n  An invite to ${made.space}, for ${people(maxUses)}, ${until}\n`)
  if (made.link !== null) {
    console.log(`${terminalQr(made.link, process.stdout.isTTY)}\n`)
    console.log(`  For the app      ${made.link}`)
  }
  if (made.webLink !== null) console.log(`  For a browser    ${made.webLink}`)
  if (made.words !== null && wordsUntil !== null) {
    console.log(`  In words         ${made.words}   (until ${moment(wordsUntil)})`)
  }
  console.log(
    '\n  Whoever has it can come in. It is shown this once; "Space" in the settings revokes it.\n',
  )
}

function people(uses: number | null): string {
  if (uses === null) return 'everybody who has it'
  return uses === 1 ? 'one person' : `${uses} people`
}

function moment(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}

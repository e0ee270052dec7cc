import type { Config } from '../config.ts'
import { atSpace } from '../control/at-space.ts'
import type { TaskAnswer } from '../control/control-tasks.ts'
import { exitCodes } from '../start-refused.ts'
import type { UserAction } from './user-actions.ts'

/** Answers the exit code. */
export async function user(config: Config, action: UserAction, name: string): Promise<number> {
  console.log(await said(config, action, name))
  return exitCodes.stopped
}

async function said(config: Config, action: UserAction, name: string): Promise<string> {
  switch (action) {
    case 'list':
      return listed(await atSpace(config, 'people', {}))
    case 'approve':
      await atSpace(config, 'approve', { name })
      return `${name} was let in`
    case 'make-administrator':
      await atSpace(config, 'makeAdministrator', { name })
      return `${name} administers the space`
    case 'reset-password': {
      const password = await atSpace(config, 'resetPassword', { name })
      return `The new password of ${name} is ${password}\nAll their devices were signed out.`
    }
    case 'remove':
      await atSpace(config, 'remove', { name })
      return `${name} was removed; what they wrote stays`
  }
}

function listed(people: TaskAnswer<'people'>): string {
  if (people.length === 0) return 'Nobody has registered yet'
  const width = Math.max(...people.map(({ name }) => name.length))
  const lines = people.map(({ name, standing, createdAt, seenAt }) => {
    const seen = seenAt === null ? 'never connected' : `last seen ${day(seenAt)}`
    return `${name.padEnd(width)}  ${standing.padEnd(13)}  since ${day(createdAt)}, ${seen}`
  })
  return lines.join('\n')
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

import { hostname, userInfo } from 'node:os'
import type { HostSuggestion } from '../../../shared/ipc/schemas.ts'

/** Accounts that are nobody's name. */
const nobodys =
  /^(admin|administrator|guest|home|kiosk|me|nobody|owner|parley|pi|root|system|test|ubuntu|user|vagrant)?\d*$/i

function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

/** By what a new space may be called: `ann.lee` on `laptop.lan` is Ann, and laptop. */
export function hostSuggestion(account = accountName(), host = hostname()): HostSuggestion {
  const [first = ''] = account
    .split(/[\\/]/)
    .at(-1)!
    .split(/[._\s@-]/)
  const person = nobodys.test(first) || first.length < 2 ? null : capital(first).slice(0, 60)
  const machine = host.split('.')[0]!.slice(0, 60)
  return { person, machine: machine || 'Parley' }
}

function capital(name: string): string {
  return name.charAt(0).toLocaleUpperCase() + name.slice(1)
}

import type { SeenFirewall } from '../seen.ts'

/**
 * What `netsh advfirewall show currentprofile` says. Its words are in the system's language, that of
 * the state too; the policy and the order of the lines are the same in each. Null where it is not understood.
 */
export function readNetsh(said: string): SeenFirewall | null {
  const lines = said.split(/\r?\n/).map((line) => line.trim())
  const title = lines.find((line) => line !== '')
  const policy = /\b((?:Block|Allow)Inbound(?:Always)?),(?:Block|Allow)Outbound\b/.exec(said)?.[1]
  const rows = lines.flatMap((line) => /^(\S.*?)\s{2,}(\S+)$/.exec(line)?.[2] ?? [])
  const [state] = rows
  if (!title || !policy || !state) return null
  const detail = title.replace(/[:\s]+$/, '')
  const program = 'Windows'
  if (OFF.test(state)) return { program, state: 'off', detail }
  if (!ON.test(state)) return null
  if (policy === 'AllowInbound') return { program, state: 'off', detail: `${detail}, ${policy}` }
  const isClosed = policy === 'BlockInboundAlways'
  return { program, state: isClosed ? 'blocks' : 'on', detail: `${detail}, ${policy}` }
}

/** In the languages of which we know the words; any other says nothing rather than the wrong thing. */
const OFF = /^(off|aus|inactif|inactivo|disabled)$/i
const ON = /^(on|ein|actif|activo|enabled)$/i

/** What `socketfilterfw --getglobalstate --getblockall` says. */
export function readSocketFilter(said: string): SeenFirewall | null {
  const state = /\(State = (\d)\)/.exec(said)?.[1]
  if (state === undefined) return null
  const program = 'macOS'
  if (state === '0') return { program, state: 'off', detail: '' }
  const blocksAll = state === '2' || /block all (state )?(set to )?enabled/i.test(said)
  return { program, state: blocksAll ? 'blocks' : 'on', detail: '' }
}

/** `/etc/ufw/ufw.conf`, which everybody may read; what it lets through only root may. */
export function readUfwSettings(text: string): SeenFirewall | null {
  const enabled = /^\s*ENABLED\s*=\s*["']?(yes|no)/im.exec(text)?.[1]
  if (!enabled) return null
  return { program: 'ufw', state: enabled.toLowerCase() === 'yes' ? 'on' : 'off', detail: '' }
}

/** What `firewall-cmd --get-active-zones` says where firewalld runs: zones, and what is in each. */
export function readFirewalldZones(said: string): SeenFirewall | null {
  const zones = said.split('\n').flatMap((line) => /^(\w[\w-]*)/.exec(line)?.[1] ?? [])
  if (zones.length === 0) return null
  const blocks = zones.some((zone) => zone === 'drop' || zone === 'block')
  const isOpen = zones.every((zone) => zone === 'trusted')
  const state = blocks ? 'blocks' : isOpen ? 'off' : 'on'
  return { program: 'firewalld', state, detail: zones.join(', ') }
}

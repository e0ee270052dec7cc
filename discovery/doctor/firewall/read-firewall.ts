import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { win32 } from 'node:path'
import type { SeenFirewall } from '../seen.ts'
import { readFirewalldZones, readNetsh, readSocketFilter, readUfwSettings } from './parsers.ts'

const PATIENCE = 5_000

/** What the system's own firewall says of itself to anybody; null where it says nothing. */
export async function readFirewall(
  platform: NodeJS.Platform = process.platform,
): Promise<SeenFirewall | null> {
  switch (platform) {
    case 'win32':
      return said([netsh(), 'advfirewall', 'show', 'currentprofile'], readNetsh)
    case 'darwin': {
      const program = '/usr/libexec/ApplicationFirewall/socketfilterfw'
      return said([program, '--getglobalstate', '--getblockall'], readSocketFilter)
    }
    case 'linux': {
      const zones = ['/usr/bin/firewall-cmd', '--get-active-zones']
      return (await said(zones, readFirewalldZones)) ?? (await ufw())
    }
    default:
      return null
  }
}

/** By its path, as Windows would look for a program of that name in the current folder first. */
function netsh(): string {
  return win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'netsh.exe')
}

async function ufw(): Promise<SeenFirewall | null> {
  return readFile('/etc/ufw/ufw.conf', 'utf8').then(readUfwSettings, () => null)
}

function said(
  [file = '', ...args]: readonly string[],
  read: (said: string) => SeenFirewall | null,
): Promise<SeenFirewall | null> {
  const options = { timeout: PATIENCE, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } }
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout) => resolve(error ? null : read(stdout)))
  })
}

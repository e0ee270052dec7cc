import { describe, expect, it } from 'vitest'
import { readFirewalldZones, readNetsh, readSocketFilter, readUfwSettings } from './parsers.ts'

/** As a Windows says it; the words before the values are in the system's language. */
const netsh = (title: string, state: string, policy: string): string =>
  [
    '',
    `${title} `,
    '-'.repeat(70),
    `State                                 ${state}`,
    `Firewall Policy                       ${policy}`,
    'LocalFirewallRules                    N/A (GPO-store only)',
    'InboundUserNotification               Enable',
    '',
    'Ok.',
    '',
  ].join('\r\n')

describe('Windows', () => {
  it.each([
    ['Public Profile Settings:', 'ON', 'BlockInbound,AllowOutbound', 'on'],
    ['Private Profile Settings:', 'OFF', 'BlockInbound,AllowOutbound', 'off'],
    ['Domain Profile Settings:', 'ON', 'AllowInbound,AllowOutbound', 'off'],
    ['Public Profile Settings:', 'ON', 'BlockInboundAlways,AllowOutbound', 'blocks'],
    ['Einstellungen für Öffentliches Profil:', 'EIN', 'BlockInbound,AllowOutbound', 'on'],
    ['Einstellungen für Öffentliches Profil:', 'AUS', 'BlockInbound,AllowOutbound', 'off'],
  ])('%s %s with %s is %s', (title, state, policy, expected) => {
    const read = readNetsh(netsh(title, state, policy))
    expect(read).toMatchObject({ program: 'Windows', state: expected })
    expect(read!.detail).toContain(title.replace(':', ''))
  })

  it('says nothing where the state is a word that is not known', () => {
    expect(readNetsh(netsh('Profilo pubblico:', 'Oui', 'BlockInbound,AllowOutbound'))).toBeNull()
  })

  it.each(['', 'The service is not running.', 'State   ON'])('%j says nothing', (said) => {
    expect(readNetsh(said)).toBeNull()
  })
})

describe('macOS', () => {
  it.each([
    ['Firewall is disabled. (State = 0)\nFirewall has block all state set to disabled.', 'off'],
    ['Firewall is enabled. (State = 1)\nFirewall has block all state set to disabled.', 'on'],
    ['Firewall is enabled. (State = 1)\nBlock all DISABLED!', 'on'],
    ['Firewall is enabled. (State = 1)\nFirewall has block all state set to enabled.', 'blocks'],
    ['Firewall is blocking all non-essential incoming connections. (State = 2)', 'blocks'],
  ])('%j is %s', (said, state) => {
    expect(readSocketFilter(said)).toEqual({ program: 'macOS', state, detail: '' })
  })

  it('says nothing where it is not understood', () => {
    expect(readSocketFilter('socketfilterfw: not permitted')).toBeNull()
  })
})

describe('Linux', () => {
  it.each([
    ['# set to yes to start on boot\nENABLED=yes\nLOGLEVEL=low\n', 'on'],
    ['ENABLED=no\n', 'off'],
    ['ENABLED="yes"', 'on'],
  ])('ufw with %j is %s', (text, state) => {
    expect(readUfwSettings(text)).toMatchObject({ program: 'ufw', state })
  })

  it('ufw without a word about it is not known', () => {
    expect(readUfwSettings('LOGLEVEL=low\n# ENABLED=yes\n')).toBeNull()
  })

  it.each([
    ['public\n  interfaces: eth0\n', 'on', 'public'],
    ['public (default)\n  interfaces: eth0\ntrusted\n  interfaces: lo\n', 'on', 'public, trusted'],
    ['trusted\n  interfaces: eth0\n', 'off', 'trusted'],
    ['drop\n  interfaces: eth0\n', 'blocks', 'drop'],
  ])('firewalld with %j is %s', (said, state, detail) => {
    expect(readFirewalldZones(said)).toEqual({ program: 'firewalld', state, detail })
  })

  it('firewalld without a zone is not known', () => {
    expect(readFirewalldZones('')).toBeNull()
  })
})

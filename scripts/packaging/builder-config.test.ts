import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { builderConfig } from './builder-config.ts'

const config = builderConfig({ platform: 'linux', forTests: false })
const bundles = ['out/main', 'out/preload', 'out/renderer', 'package.json', '!node_modules/**']

it('lets nobody use the app as Node, debug it or give it other code', () => {
  expect(config.asar).toBe(true)
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  })
})

it('packs the bundles alone, and begins with the first file of the app', () => {
  expect(config.files).toEqual(bundles)
  expect(config.extraMetadata).toBeUndefined()
})

it('opens for tests the debugger, with the file that lets it in, and nothing else', () => {
  expect(builderConfig({ platform: 'linux', forTests: true })).toEqual({
    ...config,
    afterExtract: expect.any(Function),
    directories: { ...config.directories, output: 'dist/for-tests' },
    electronFuses: { ...config.electronFuses, enableNodeCliInspectArguments: true },
    extraMetadata: { main: 'test-entry.cjs' },
    files: [...bundles, { from: 'scripts/packaging', to: '.', filter: ['test-entry.cjs'] }],
  })
})

it.each([
  ['linux', 'parley-server'],
  ['darwin', 'parley-server'],
  ['win32', 'parley-server.exe'],
] as const)('brings the one-file server on %s', (platform, server) => {
  const { extraResources } = builderConfig({ platform, forTests: false })
  expect(extraResources).toEqual([{ from: `out/server/${server}`, to: server }])
})

it('looks for updates at the feed that is given, and nowhere else', () => {
  const feed = 'https://updates.example/parley'
  expect(config.publish).toBeNull()
  const { publish } = builderConfig({ platform: 'linux', forTests: false, feed })
  expect(publish).toEqual([{ provider: 'generic', url: feed }])
})

it('opens links that begin with parley://', () => {
  expect(config.protocols).toEqual([{ name: 'Parley invite', schemes: ['parley'] }])
})

it('makes an AppImage and a deb for Linux', () => {
  expect(config.linux).toMatchObject({ target: ['AppImage', 'deb'], executableName: 'parley' })
})

it('installs on Windows for all accounts, at one path that the firewall is told', () => {
  expect(config.win?.target).toEqual(['nsis'])
  expect(config.nsis).toMatchObject({
    oneClick: false,
    perMachine: true,
    allowToChangeInstallationDirectory: false,
    include: 'packaging/windows/firewall.nsh',
  })
})

/** Without comments, each command on one line. */
const firewall = readFileSync('packaging/windows/firewall.nsh', 'utf8')
  .replaceAll(/^\s*;.*$/gm, '')
  .replaceAll(/\\\n\s*/g, '')

function macro(name: string): string {
  const [, body = ''] = firewall.split(`!macro ${name}`)
  return body.split('!macroend')[0]!
}

it('opens the firewall on private and domain networks, never on public ones', () => {
  expect(firewall.match(/add rule .*/g)).toEqual([
    expect.stringMatching(
      / dir=in action=allow program=\S+ \S+ profile=private,domain enable=yes'/,
    ),
  ])
  expect(firewall.match(/profile=\S+/g)).toEqual(['profile=private,domain'])
})

it('lets in TCP to the server, multicast DNS to it and to the app, and nothing else', () => {
  expect(firewall).toContain(
    String.raw`!define PARLEY_SERVER "$INSTDIR\resources\parley-server.exe"`,
  )
  const rules = macro('customInstall').matchAll(/parleyAddRule "\S+" "\$\{(\w+)\}" "(.+)"/g)
  expect([...rules].map(([, program, what]) => [program, what])).toEqual([
    ['PARLEY_SERVER', 'protocol=TCP'],
    ['PARLEY_SERVER', 'protocol=UDP localport=5353'],
    ['PARLEY_APP', 'protocol=UDP localport=5353'],
  ])
})

it('takes its rules back, but not for an update', () => {
  expect(macro('customUnInstall')).toMatch(
    /ifNot\} \$\{isUpdated\}\s+!insertmacro parleyRemoveRules/,
  )
  expect(macro('parleyRemoveRules').match(/delete rule name="\S+"/g)).toHaveLength(2)
})

it('makes a disk image for macOS, and the zip that updates need', () => {
  expect(config.mac?.target).toEqual(['dmg', 'zip'])
})

it('signs the server with the app, under the hardened runtime', () => {
  expect(config.mac).toMatchObject({
    hardenedRuntime: true,
    binaries: ['Contents/Resources/parley-server'],
    entitlements: 'packaging/macos/entitlements.plist',
    entitlementsInherit: 'packaging/macos/entitlements.plist',
  })
})

it('asks macOS for what compiling and the native library need, and for no more', () => {
  const plist = readFileSync('packaging/macos/entitlements.plist', 'utf8')
  const granted = [...plist.matchAll(/<key>(.+)<\/key>\s*<true\/>/g)].map(([, key]) => key)
  expect(granted).toEqual([
    'com.apple.security.cs.allow-jit',
    'com.apple.security.cs.allow-unsigned-executable-memory',
    'com.apple.security.cs.disable-library-validation',
  ])
  expect(plist.match(/<key>/g)).toHaveLength(granted.length)
})

it('tells macOS why it uses the network, and what it looks for there', () => {
  expect(config.mac?.extendInfo).toMatchObject({
    NSLocalNetworkUsageDescription: expect.stringMatching(/spaces on your network/),
    NSBonjourServices: ['_parley._tcp'],
  })
})

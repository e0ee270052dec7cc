import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { executableNameOn } from '../../shared/server/executable-name.ts'

export interface Choices {
  readonly platform: NodeJS.Platform
  /** A folder with Electron unpacked, instead of its download. */
  readonly electron?: string
  /** Of that Electron, if not the one in package.json. */
  readonly electronVersion?: string
  /** Where installed apps look for updates; without it they look nowhere. */
  readonly feed?: string
  /** Lets a debugger in, as Playwright is one. Never for people. */
  readonly forTests: boolean
}

const files = ['out/main', 'out/preload', 'out/renderer', 'package.json', '!node_modules/**']

/** Begins with a file that lets Playwright in first. */
const testEntry: Configuration = {
  extraMetadata: { main: 'test-entry.cjs' },
  files: [...files, { from: 'scripts/packaging', to: '.', filter: ['test-entry.cjs'] }],
}

/** What electron-builder is told, on each system for that system. */
export function builderConfig({
  platform,
  electron,
  electronVersion,
  feed,
  forTests,
}: Choices): Configuration {
  const server = executableNameOn(platform)
  return {
    appId: 'chat.parley.desktop',
    productName: 'Parley',
    copyright: 'The Parley authors',
    // Never in the place of what people get.
    directories: { output: forTests ? 'dist/for-tests' : 'dist', buildResources: 'build' },
    ...(electron && { electronDist: electron }),
    ...(electronVersion && { electronVersion }),
    // All that the app needs is in its bundles; nothing is compiled.
    files,
    ...(forTests && testEntry),
    extraResources: [{ from: `out/server/${server}`, to: server }],
    // What Electron starts where it is given no app; as a folder, the packager cannot read it.
    afterExtract: ({ appOutDir }) =>
      rm(join(appOutDir, 'resources', 'default_app.asar'), { recursive: true, force: true }),
    npmRebuild: false,
    asar: true,
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: forTests,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    },
    protocols: [{ name: 'Parley invite', schemes: ['parley'] }],
    publish: feed ? [{ provider: 'generic', url: feed }] : null,
    linux: {
      target: ['AppImage', 'deb'],
      executableName: 'parley',
      syncDesktopName: true,
      icon: 'build/icons',
      category: 'Network;InstantMessaging;Chat',
      synopsis: 'Team chat on your own network',
      maintainer: 'The Parley authors <parley@localhost>',
      desktop: { entry: { StartupWMClass: 'Parley', Keywords: 'chat;team;LAN;' } },
    },
    win: { target: ['nsis'], icon: 'build/icons/icon.ico' },
    nsis: {
      // One fixed path, below which no account but an administrator's can write: what the firewall
      // lets in is always the same program.
      oneClick: false,
      perMachine: true,
      allowToChangeInstallationDirectory: false,
      include: 'packaging/windows/firewall.nsh',
      deleteAppDataOnUninstall: false,
    },
    mac: {
      target: ['dmg', 'zip'],
      icon: 'build/icons/icon.icns',
      category: 'public.app-category.business',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'packaging/macos/entitlements.plist',
      entitlementsInherit: 'packaging/macos/entitlements.plist',
      // The server beside the app is signed with it, and before it.
      binaries: [`Contents/Resources/${server}`],
      extendInfo: {
        NSLocalNetworkUsageDescription:
          'Parley finds the spaces on your network, and lets others find yours.',
        NSBonjourServices: ['_parley._tcp'],
      },
    },
  }
}

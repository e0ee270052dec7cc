import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { runNode, tools } from '../run.ts'

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

const installed: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function onPath(command: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, command)).find(isExecutable)
}

function present(): string | undefined {
  const own = chromium.executablePath()
  return (
    [own, ...(installed[process.platform] ?? [])].find((path) => existsSync(path)) ??
    commands.map(onPath).find((path) => path !== undefined)
  )
}

/** The browser for the tests: the named one, Playwright's, an installed one, or one that can be fetched. */
export async function findBrowser(): Promise<string | undefined> {
  const named = process.env.PARLEY_BROWSER
  if (named) return isExecutable(named) ? named : undefined
  const found = present()
  if (found) return found
  console.log('No Chromium or Chrome here; asking Playwright for one …')
  await runNode(tools.playwright, ['install', '--only-shell', 'chromium'], {
    stdio: 'ignore',
    timeout: 5 * 60_000,
  })
  return present()
}

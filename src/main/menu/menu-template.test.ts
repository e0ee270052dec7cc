import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { command } from '../../../shared/ipc/schemas.ts'
import { de } from '../words/de.ts'
import { en } from '../words/en.ts'
import { menuTemplate } from './menu-template.ts'

const platforms = ['darwin', 'linux', 'win32'] as const

function menu(platform: NodeJS.Platform, words = en as typeof de) {
  const ran: string[] = []
  const run = (chosen: string) => void ran.push(chosen)
  const template = menuTemplate({ words, platform, development: false, run, reload: () => {} })
  const items = template.flatMap(({ submenu }) => (submenu ?? []) as MenuItemConstructorOptions[])
  return { template, items, ran }
}

describe.each(platforms)('on %s', (platform) => {
  test('no two items have the same accelerator', () => {
    const used = menu(platform)
      .items.map(({ accelerator }) => accelerator)
      .filter(Boolean)
    expect(new Set(used).size).toBe(used.length)
  })

  test('every command of the table can be chosen, and runs itself', () => {
    const { items, ran } = menu(platform)
    const commands = items.filter(({ id }) => command.safeParse(id).success)
    for (const item of commands) (item.click as () => void)()
    expect([...ran].sort()).toEqual([...command.options].sort())
  })

  test('every label is in the chosen language', () => {
    const english = new Set<string>(Object.values(en))
    const shared = new Set(Object.values(de).filter((word) => english.has(word)))
    const { template, items } = menu(platform, de)
    const labels = [...template, ...items].map(({ label }) => label).filter((l) => l !== undefined)
    expect(labels.filter((label) => english.has(label) && !shared.has(label))).toEqual([])
  })
})

test('only a mac has the menu of the application itself, with the settings in it', () => {
  expect(menu('darwin').template[0]).toMatchObject({ role: 'appMenu' })
  expect(menu('linux').template[0]).toMatchObject({ label: 'File' })
})

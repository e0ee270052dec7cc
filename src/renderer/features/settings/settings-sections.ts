import type { Component } from 'vue'
import {
  Bell,
  Castle,
  CircleUser,
  Info,
  Keyboard,
  KeyRound,
  Languages,
  MonitorSmartphone,
  Palette,
  RadioTower,
} from '@lucide/vue'

export const sectionNames = [
  'profile',
  'account',
  'devices',
  'appearance',
  'language',
  'notifications',
  'space',
  'hosting',
  'keyboard',
  'about',
] as const
export type SectionName = (typeof sectionNames)[number]

export const sectionIcons: Record<SectionName, Component> = {
  profile: CircleUser,
  account: KeyRound,
  devices: MonitorSmartphone,
  appearance: Palette,
  language: Languages,
  notifications: Bell,
  space: Castle,
  hosting: RadioTower,
  keyboard: Keyboard,
  about: Info,
}

/** For those who administer the space alone. */
export const administratorSections: readonly SectionName[] = ['space']

export function isSection(name: unknown): name is SectionName {
  return sectionNames.includes(name as SectionName)
}

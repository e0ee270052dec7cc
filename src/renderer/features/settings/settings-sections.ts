import type { Component } from 'vue'
import {
  Bell,
  CircleUser,
  Info,
  Keyboard,
  KeyRound,
  Languages,
  MonitorSmartphone,
  Palette,
} from '@lucide/vue'

export const sectionNames = [
  'profile',
  'account',
  'devices',
  'appearance',
  'language',
  'notifications',
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
  keyboard: Keyboard,
  about: Info,
}

export function isSection(name: unknown): name is SectionName {
  return sectionNames.includes(name as SectionName)
}

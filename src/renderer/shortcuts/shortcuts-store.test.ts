import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useShortcutsStore, type Shortcut } from './shortcuts-store.ts'

class FakeElement {
  isContentEditable = false
  private readonly field: boolean
  constructor(field: boolean) {
    this.field = field
  }
  matches(): boolean {
    return this.field
  }
}

function key(name: string, { ctrl = false, field = false } = {}) {
  return {
    key: name,
    keyCode: 0,
    ctrlKey: ctrl,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    defaultPrevented: false,
    target: new FakeElement(field),
    preventDefault: vi.fn(),
  }
}
const press = (event: ReturnType<typeof key>) =>
  useShortcutsStore().handle(event as unknown as KeyboardEvent)

const shortcut = (over: Partial<Shortcut>): Shortcut => ({
  id: 'one',
  keys: 'mod+k',
  label: 'frame.search',
  group: 'general',
  run: vi.fn(),
  ...over,
})

beforeEach(() => {
  setActivePinia(createPinia())
  vi.stubGlobal('HTMLElement', FakeElement)
  vi.stubGlobal('navigator', { platform: 'Linux x86_64' })
})

describe('shortcuts', () => {
  it('run what their keys stand for, and keep the browser from doing its own', () => {
    const one = shortcut({})
    useShortcutsStore().add([one])
    const event = key('k', { ctrl: true })
    expect(press(event)).toBe(true)
    expect(one.run).toHaveBeenCalledOnce()
    expect(event.preventDefault).toHaveBeenCalled()
  })

  it('prefer what was registered last, until it goes', () => {
    const first = shortcut({})
    const second = shortcut({ id: 'two' })
    const store = useShortcutsStore()
    store.add([first])
    const remove = store.add([second])
    press(key('k', { ctrl: true }))
    expect(first.run).not.toHaveBeenCalled()
    remove()
    press(key('k', { ctrl: true }))
    expect(first.run).toHaveBeenCalledOnce()
  })

  it('leave plain keys to the field that has the focus', () => {
    const help = shortcut({ keys: '?' })
    useShortcutsStore().add([help])
    expect(press(key('?', { field: true }))).toBe(false)
    expect(press(key('?'))).toBe(true)
  })

  it('apply only when they say so', () => {
    useShortcutsStore().add([shortcut({ when: () => false })])
    expect(press(key('k', { ctrl: true }))).toBe(false)
  })

  it('can be run by name, as the menu does', () => {
    const one = shortcut({ id: 'settings' })
    const store = useShortcutsStore()
    store.add([one])
    expect(store.run('settings')).toBe(true)
    expect(store.run('unknown')).toBe(false)
  })

  it('list what is handled elsewhere too', () => {
    const store = useShortcutsStore()
    store.add([
      shortcut({}),
      { id: 'x', keys: 'enter', label: 'frame.close', group: 'conversation' },
    ])
    expect([...store.listed.keys()]).toEqual(['general', 'conversation'])
    expect(press(key('enter'))).toBe(false)
  })
})

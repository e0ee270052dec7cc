import type { OpenConversation, TimelineItem } from '../../client/index.ts'
import type { ConversationId } from '../../protocol/index.ts'
import type { Chance } from '../chance.ts'
import type { Device } from './device.ts'
import type { Ledger } from './ledger.ts'

const ACTIONS = { message: 72, edit: 8, react: 9, delete: 3, read: 3, rename: 1, comeOrGo: 4 }
type Action = keyof typeof ACTIONS
export type ActionCounts = Record<Action, number>

export function noActions(): ActionCounts {
  return { message: 0, edit: 0, react: 0, delete: 0, read: 0, rename: 0, comeOrGo: 0 }
}

export type TypistOptions = {
  device: Device
  ledger: Ledger
  chance: Chance
  counts: ActionCounts
  /** Where this person writes. */
  conversations: readonly ConversationId[]
  /** A group that they leave and join again and again. */
  restless: ConversationId | null
}

/** A person at a device: writes, changes what was written, comes and goes. */
export class Typist {
  readonly #options: TypistOptions
  #count = 0

  constructor(options: TypistOptions) {
    this.#options = options
  }

  /** Does one thing, where it can be done now. Resolves when it is put away, or the window is gone. */
  async act(): Promise<void> {
    const { chance, counts, device, restless } = this.#options
    const action = chance.weighted(ACTIONS)
    const open = device.conversation(chance.oneOf(this.#options.conversations))
    const done =
      action === 'comeOrGo'
        ? restless !== null && (await this.#comeOrGo(restless))
        : await Promise.race([this.#do(action, open), device.ended.then(() => true)])
    if (done) counts[action] += 1
  }

  async #do(action: Exclude<Action, 'comeOrGo'>, open: OpenConversation): Promise<boolean> {
    if (action === 'message') return this.#message(open)
    if (action === 'rename') return this.#rename()
    const target = this.#target(open, action === 'edit' || action === 'delete')
    if (target === null) return false
    const { chance, device } = this.#options
    if (action === 'edit') await open.edit(target, `changed by ${device.name}, ${this.#next()}`)
    else if (action === 'delete') await open.remove(target)
    else if (action === 'react') await open.react(target, chance.oneOf(EMOJI), chance.happens(0.7))
    else open.markRead(target)
    return true
  }

  async #message(open: OpenConversation): Promise<boolean> {
    const { chance, device, ledger } = this.#options
    const text = `${device.name}, ${this.#next()}${' and so on'.repeat(chance.between(0, 30))}`
    const typed = { device: device.name, conversation: open.id, text, cid: null as string | null }
    ledger.typed.push(typed)
    typed.cid = await open.send(text)
    return true
  }

  async #rename(): Promise<boolean> {
    const { chance, conversations, device } = this.#options
    const group = chance.oneOf(conversations.filter((id) => !id.includes('.')))
    if (!group) return false
    await device.client!.groups.update(group, { name: `Group ${chance.between(1, 999)}` }).catch(no)
    return true
  }

  /** What it answers is not waited for: it may be lost with the connection. */
  async #comeOrGo(group: ConversationId): Promise<boolean> {
    const { client } = this.#options.device
    const isIn = client!.conversations.get().some(({ id, group: facts }) => id === group && facts)
    void (isIn ? client!.groups.leave(group) : client!.groups.join(group)).catch(no)
    return true
  }

  #target(open: OpenConversation, own: boolean): number | null {
    const { chance, device } = this.#options
    const items = open.timeline.get().items.filter((item) => isSaid(item) && canBe(item))
    return items.length > 0 ? chance.oneOf(items).event.seq : null

    function canBe({ event }: TimelineItem): boolean {
      return !own || event.author === device.user
    }
  }

  #next(): string {
    this.#count += 1
    return `no. ${this.#count}`
  }
}

const EMOJI = ['👍', '⛵', '🎉', '🙈']

function isSaid({ event, state }: TimelineItem): boolean {
  return state === 'sent' && event.kind === 'message' && event.text !== null
}

/** Refused or unanswered: the lab judges by what is there at the end. */
function no(): void {}

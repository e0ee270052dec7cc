import type {
  Event,
  Member,
  MessageEvent,
  Reactions,
  Seq,
  UserId,
} from '../../../protocol/index.ts'
import type { NewEvent, RefusedWrite, Write } from '../storage.ts'

type Mark = { user: UserId; upTo: Seq }
type Expected = { refused: RefusedWrite } | { events: Event[]; repeated: boolean }

/**
 * What a conversation amounts to, worked out in the simplest way: everything is told again from the
 * start each time. It shares no line with the implementations.
 */
export class ModelConversation {
  readonly events: Event[] = []
  /** Read markers that were moved by hand, each with the head at that time. */
  readonly #marks: (Mark & { head: Seq })[] = []
  readonly #writes = new Map<string, Seq[]>()
  readonly #firstMembers: readonly UserId[]

  constructor(firstMembers: readonly UserId[]) {
    this.#firstMembers = firstMembers
  }

  append(write: Write): Expected {
    const key = `${write.author} ${write.cid}`
    const original = write.cid === null ? undefined : this.#writes.get(key)
    if (original) return { events: original.map((seq) => this.present()[seq - 1]!), repeated: true }
    const refused = this.#refusal(write)
    if (refused) return { refused }
    const events = write.events.map((event, index) => this.#place(event, write, index))
    this.#writes.set(
      key,
      events.map(({ seq }) => seq),
    )
    return { events, repeated: false }
  }

  #place(event: NewEvent, { at, author, cid }: Write, index: number): Event {
    const before = this.events.filter(({ kind }) => kind === 'message').length
    const messages = before + (event.kind === 'message' ? 1 : 0)
    const key = cid !== null && index === 0 ? { cid } : {}
    const placed = { seq: this.events.length + 1, at, author, ...key, messages, ...event } as Event
    this.events.push(placed)
    return placed
  }

  #refusal({ author, events, require }: Write): RefusedWrite | null {
    const present = this.present()
    const message = (seq: Seq) => {
      const event = present[seq - 1]
      return event?.kind === 'message' && event.text !== null ? event : null
    }
    if (require?.member && !this.members().some(({ user }) => user === author)) return 'not_member'
    if (require?.open && this.archived()) return 'archived'
    if (require?.structure !== undefined && this.structure() > require.structure) return 'changed'
    if (require?.target) {
      const target = message(require.target.seq)
      if (!target) return 'no_target'
      if (require.target.author !== undefined && target.author !== require.target.author)
        return 'not_author'
    }
    const [event] = events
    if (event?.kind !== 'edit' && event?.kind !== 'delete' && event?.kind !== 'react') return null
    return message(event.target) ? null : 'no_target'
  }

  mark(user: UserId, upTo: Seq): void {
    this.#marks.push({ user, upTo, head: this.events.length })
  }

  /** The log in its present state. */
  present(): Event[] {
    return fold([], this.events)
  }

  structure(): Seq {
    const messageKinds = ['message', 'edit', 'delete', 'react']
    return this.events.findLast(({ kind }) => !messageKinds.includes(kind))?.seq ?? 0
  }

  archived(): boolean {
    return (
      this.events.findLast(({ kind }) => kind === 'archive' || kind === 'restore')?.kind ===
      'archive'
    )
  }

  name(): string {
    const named = this.events.findLast(
      (event) => event.kind === 'rename' || event.kind === 'create',
    )
    return named && 'name' in named ? named.name : ''
  }

  /** In the order in which they joined. */
  members(until = this.events.length): Omit<Member, 'joinedAt'>[] {
    let members: Omit<Member, 'joinedAt'>[] = this.#firstMembers.map((user) => ({
      user,
      role: 'member',
    }))
    for (const event of this.events.slice(0, until)) {
      if (event.kind === 'leave') members = members.filter(({ user }) => user !== event.user)
      if (event.kind !== 'join' && event.kind !== 'role') continue
      const member = members.find(({ user }) => user === event.user)
      if (member) member.role = event.role
      else if (event.kind === 'join') members.push({ user: event.user, role: event.role })
    }
    return members
  }

  /** A member's read marker. */
  read(user: UserId): Seq {
    let read = 0
    const isMember = (until: Seq) => this.members(until).some((member) => member.user === user)
    const marked = (head: Seq) => {
      for (const mark of this.#marks)
        if (mark.user === user && mark.head === head && isMember(head))
          read = Math.max(read, Math.min(mark.upTo, head))
    }
    for (const event of this.events) {
      marked(event.seq - 1)
      if (event.kind === 'join' && event.user === user) read = event.seq
      if (event.kind === 'leave' && event.user === user) read = 0
      if (event.author === user && isMember(event.seq)) read = Math.max(read, event.seq)
    }
    marked(this.events.length)
    return read
  }
}

/** What a reader who holds `snapshot` holds after `events`. Says nothing twice: `seq <= rev` is known. */
export function fold(snapshot: readonly Event[], events: readonly Event[]): Event[] {
  const present = snapshot.map((event) => ({ ...event }))
  for (const event of events) {
    if (event.seq > present.length) present.push({ ...event })
    if (event.kind !== 'edit' && event.kind !== 'delete' && event.kind !== 'react') continue
    const message = present[event.target - 1] as MessageEvent
    if (message.text === null || event.seq <= (message.rev ?? 0)) continue
    message.rev = event.seq
    if (event.kind === 'edit') Object.assign(message, { text: event.text, editedAt: event.at })
    if (event.kind === 'react') react(message, event.author, event.emoji, event.on)
    if (event.kind !== 'delete') continue
    delete message.editedAt
    delete message.reactions
    Object.assign(message, { text: null, deletedBy: event.author })
    for (const edit of present)
      if (edit.kind === 'edit' && edit.target === event.target) edit.text = null
  }
  return present
}

function react(message: MessageEvent, user: UserId, emoji: string, on: boolean): void {
  const reactions: Reactions = { ...message.reactions }
  const others = (reactions[emoji] ?? []).filter((other) => other !== user)
  if (on && reactions[emoji]?.includes(user)) return
  reactions[emoji] = on ? [...others, user] : others
  if (reactions[emoji].length === 0) delete reactions[emoji]
  if (Object.keys(reactions).length > 0) message.reactions = reactions
  else delete message.reactions
}

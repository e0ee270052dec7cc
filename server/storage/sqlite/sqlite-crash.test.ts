import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import type { Event } from '../../../protocol/index.ts'
import type { Storage } from '../storage.ts'
import { bundledThread } from './bundled-thread.contract.ts'
import { openSqliteStorage } from './sqlite-storage.ts'

const ROUNDS = 15
const node = resolve(import.meta.dirname, '../../../node_modules/.bin/node')
const child = resolve(import.meta.dirname, 'crash-child.contract.ts')
const startThread = await bundledThread()

type Ack = { number: number; conversation: string; seq: number }

/** Lets a process write to the folder until it said so many lines, and kills it there. */
async function killedAfter(lines: number, folder: string, from: number): Promise<string[]> {
  const args = ['--disable-warning=ExperimentalWarning', child, folder, String(from)]
  const writer = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void writer.kill('SIGKILL'))
  const said: string[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    said.push(line)
    if (said.length === lines) writer.kill('SIGKILL')
  }
  expect(said.length).toBeGreaterThanOrEqual(lines)
  return said
}

function acksOf(said: readonly string[]): Ack[] {
  return said.flatMap((line) => {
    const [, number, conversation, seq] = /^ack (\d+) (\S+) (\d+)$/.exec(line) ?? []
    return seq === undefined
      ? []
      : [{ number: Number(number), conversation: conversation!, seq: Number(seq) }]
  })
}

async function logOf(storage: Storage, conversation: string): Promise<Event[]> {
  const events: Event[] = []
  for (;;) {
    const page = await storage.log.page(conversation, { limit: 1_000, after: events.length })
    events.push(...page.events)
    if (page.events.length === 0) return events
  }
}

function numberOf(event: Event): number {
  return Number(event.cid!.slice('number-'.length))
}

it(
  'whatever was acknowledged is there once, in order, however often the server is killed',
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-crash-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const acks: Ack[] = []
    const epochs = new Set<string>()
    for (let round = 0; round < ROUNDS; round += 1) {
      const acked = new Set(acks.map(({ number }) => number))
      let firstOpen = 0
      while (acked.has(firstOpen)) firstOpen += 1
      const lines = round === 0 ? 1 : 1 + Math.floor(Math.random() * 600)
      const said = await killedAfter(lines, folder, firstOpen)
      acks.push(...acksOf(said))
      for (const line of said) if (line.startsWith('epoch ')) epochs.add(line.slice(6))
      await holds(folder, acks, epochs)
    }
    expect(epochs.size).toBe(1)
    expect(acks.length).toBeGreaterThan(ROUNDS)
  },
)

async function holds(folder: string, acks: readonly Ack[], epochs: Set<string>): Promise<void> {
  const storage = await openSqliteStorage({ folder, startThread })
  try {
    epochs.add(storage.epoch)
    for (const conversation of ['ada.bob0', 'ada.bob1', 'ada.bob2']) {
      const log = await logOf(storage, conversation)
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
      const numbers = log.map(numberOf)
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
      const own = acks.filter((ack) => ack.conversation === conversation)
      expect(own.map(({ seq }) => numbers[seq - 1])).toEqual(own.map(({ number }) => number))
      const seen = await storage.conversations.seenBy(conversation, 'ada')
      if (seen) expect([seen.head, seen.read]).toEqual([log.length, log.length])
    }
  } finally {
    await storage.upkeep.close()
  }
}

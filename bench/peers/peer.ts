import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { LeanSocket } from '../lean/lean-socket.ts'

/** A server under measurement, in a process of its own on a core of its own. */
export type Peer = {
  name: string
  /** Opens the connection of member `index` and brings it into the group. */
  open(index: number, onText?: (text: string) => void): Promise<LeanSocket>
  /** The frames that publish these messages. */
  encode(texts: readonly string[]): string[]
  /** How many of the group's messages a received frame carries. */
  count(frame: string): number
  /** CPU seconds used so far, by all threads. */
  cpu(): number
  /** Resident memory in bytes. */
  memory(): number
  stop(): Promise<void>
}

const TICKS_PER_SECOND = 100

export type ServerProcess = Pick<Peer, 'cpu' | 'memory' | 'stop'> & { port: number; pid: number }

/** Starts a server on core 0 and waits for the line that tells its port. */
export async function startProcess(script: string, args: string[] = []): Promise<ServerProcess> {
  const child = spawn('taskset', ['-c', '0', process.execPath, script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  const { port } = await readyLine(child)
  const pid = child.pid!
  return {
    port,
    pid,
    cpu: () => cpuSeconds(pid),
    memory: () => residentBytes(pid),
    stop: () => stopped(child),
  }
}

async function readyLine(child: ChildProcess): Promise<{ port: number }> {
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.startsWith('{"ready":true')) return JSON.parse(line) as { port: number }
  }
  throw new Error('the server ended before it was ready')
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

function residentBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * 1024
}

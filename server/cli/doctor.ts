import { connect } from 'node:net'
import {
  examine,
  gravestFirst,
  look,
  reportText,
  worded,
  type FindingState,
  type SeenServer,
} from '../../discovery/doctor/index.ts'
import { bracketed } from '../../protocol/index.ts'
import { interfacesFor } from '../announce-space.ts'
import type { Config } from '../config.ts'
import { seenCertificate } from '../security/certificate/seen-certificate.ts'
import { exitCodes } from '../start-refused.ts'
import { entrancesOf, urlOf } from '../transport/entrances.ts'
import { isLoopback } from '../transport/loopback.ts'

const states: Record<FindingState, string> = {
  ok: 'ok',
  warning: 'warning',
  problem: 'PROBLEM',
  unknown: 'not known',
}
const PATIENCE = 3_000

/**
 * Looks at the network as a server with these settings would be reached over it, and says what it found.
 * Answers the exit code: 1 where there is a problem.
 */
export async function doctor(config: Config, { json }: { json: boolean }): Promise<number> {
  const own = await seenServer(config)
  const seen = await look({ interfaces: interfacesFor(config) ?? 'off', places: [], own })
  const findings = gravestFirst(examine(seen, Date.now()))
  if (json) {
    const told = findings.map((finding) => ({ ...finding, ...worded(finding) }))
    console.log(JSON.stringify({ findings: told }, null, 2))
  } else {
    console.log(reportText(findings, states))
  }
  return findings.some(({ state }) => state === 'problem') ? exitCodes.failed : exitCodes.stopped
}

async function seenServer(config: Config): Promise<SeenServer> {
  const [entrance] = entrancesOf(config)
  const { hostname } = new URL(urlOf(entrance, config.port))
  return {
    address: `${bracketed(config.host)}:${config.port}`,
    isServing: await isListening(hostname.replace(/^\[|\]$/g, ''), config.port),
    isBeyond: !isLoopback(config.host),
    certificate: entrance.isSecure ? seenCertificate(config) : null,
  }
}

/** Whether something listens there; nothing is sent to it. */
function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const done = (is: boolean): void => {
      socket.destroy()
      resolve(is)
    }
    socket.setTimeout(PATIENCE, () => done(false))
    socket.once('connect', () => done(true)).once('error', () => done(false))
  })
}

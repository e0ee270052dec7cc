import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import 'fake-indexeddb/auto'
import { Chance } from '../chance.ts'
import type { Weight } from '../server/beside-the-server.ts'
import { Supervisor } from '../server/supervisor.ts'
import type { FaultKind } from '../soak/fault-kinds.ts'
import { Lab } from '../soak/lab.ts'
import { settled } from '../soak/soak.ts'
import { Turmoil } from '../soak/turmoil.ts'
import { noActions } from '../soak/typist.ts'
import { growth, type Growth } from './growth.ts'

export type MemoryOptions = {
  seed: number
  clients: number
  /** Of an hour; a sixth of them is warm-up. */
  messages: number
  onStage: (stage: number, messages: number, weight: Weight) => void
}

const STAGES = 6
const STAGE_TIME = 10 * 60_000
/** People come and go, but the server is the same one throughout. */
const COMING_AND_GOING: readonly FaultKind[] = [
  ...(['connection cut', 'cable pulled', 'client closed', 'client killed'] as const),
  ...(['half open: client gone', 'doubled frames', 'split writes', 'slow reader'] as const),
]

/** An hour's worth of traffic in six stages of ten minutes each; weighs the server after each. */
export async function memorySoak(options: MemoryOptions): Promise<Growth> {
  const { clients, messages, onStage, seed } = options
  const data = mkdtempSync(join(tmpdir(), 'parley-lab-'))
  const server = new Supervisor({ data, flags: ['--write-rate', '0'] })
  const chance = new Chance(seed, 'memory')
  const nothing = { fill: () => {}, makeRoom: () => {} }
  const lab = new Lab({ server, disk: nothing, chance, clients, speed: 8 })
  const weights: Weight[] = []
  try {
    await lab.begin()
    for (let stage = 1; stage <= STAGES; stage += 1) {
      server.setClock(stage * STAGE_TIME)
      await new Turmoil(
        lab,
        {
          chance: chance.of(`stage ${stage}`),
          messages: Math.ceil(messages / STAGES),
          ...{ duration: Infinity, faultEvery: 24, kinds: COMING_AND_GOING, pause: 60 },
        },
        noActions(),
        new Map(),
      ).toTheEnd()
      await settled(lab)
      weights.push(await server.weigh())
      onStage(stage, lab.ledger.typed.length, weights.at(-1)!)
    }
  } finally {
    await lab.end()
    rmSync(data, { recursive: true, force: true })
  }
  return growth(weights)
}

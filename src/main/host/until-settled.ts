import type { HostState } from '../../../shared/ipc/schemas.ts'

/** Tells of every state of the server. Returns what ends the listening. */
export type HearStates = (hear: (state: HostState) => void) => () => void

export type Settled = { readonly ready: true } | { readonly ready: false; readonly reason: string }

/** Passes every state on to whoever hears at that moment. */
export function stateBoard(): { hear: HearStates; tell: (state: HostState) => void } {
  const hearers = new Set<(state: HostState) => void>()
  return {
    hear(hearer) {
      hearers.add(hearer)
      return () => void hearers.delete(hearer)
    },
    tell: (state) => [...hearers].forEach((hear) => hear(state)),
  }
}

/** Resolves once a server that is starting is there, or once its first try came to nothing. */
export function untilSettled(states: HearStates): Promise<Settled> {
  return new Promise((settle) => {
    const stop = states((state) => {
      if (state.status === 'starting') return
      stop()
      if (state.status === 'ready') settle({ ready: true })
      else settle({ ready: false, reason: state.status === 'off' ? '' : state.reason })
    })
  })
}

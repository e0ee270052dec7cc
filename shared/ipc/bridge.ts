import type { CallArgs, CallName, CallResult, EventName, EventPayload } from './channels.ts'

type Call<N extends CallName> = (...args: CallArgs<N>) => Promise<CallResult<N>>

type Groups = { [N in CallName]: N extends `${infer Group}.${string}` ? Group : never }[CallName]

type Grouped = {
  [Group in Groups]: {
    [N in CallName as N extends `${Group}.${infer Method}` ? Method : never]: Call<N>
  }
}

type Plain = { [N in CallName as N extends `${string}.${string}` ? never : N]: Call<N> }

/**
 * `window.parley` in the desktop app; absent in the web client. Calls reject when main refuses their
 * arguments.
 */
export type Bridge = Readonly<Plain & Grouped> & {
  /** Returns what ends the listening. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}

declare global {
  interface Window {
    readonly parley?: Bridge
  }
}

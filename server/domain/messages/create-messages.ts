import type { Messages } from './messages.ts'
import { send, type MessagePorts } from './send.ts'

export function createMessages(ports: MessagePorts): Messages {
  return {
    send: (caller, conversation, cid, draft) => send(ports, caller, conversation, cid, draft),
  }
}

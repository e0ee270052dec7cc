import * as z from 'zod/mini'
import {
  closeCodes,
  limits,
  pushes,
  refusal,
  requestHead,
  requests,
  socketPath,
  subprotocols,
  type PushType,
  type RequestType,
} from '../../protocol/index.ts'
import { jsonSchemas, schemaRef, type Json } from './json-schemas.ts'
import { capital, namedSchemas } from './named-schemas.ts'
import { referredTo } from './referred-to.ts'
import { closeTable, errorTable } from './refusals.ts'

const channel = { $ref: '#/channels/socket' }
const requestTypes = Object.keys(requests) as RequestType[]
const pushTypes = Object.keys(pushes) as PushType[]

/** What each request is for, and when each push comes; the compiler sees that none is left out. */
const requestSummaries: Record<RequestType, string> = {
  hello: 'Says who one is and how far one has read; must come first',
  send: 'Writes a message, edit, deletion or reaction; acknowledged once durable',
  read: 'Moves the read marker up, never down',
  sync: 'Asks for what follows positions: for a gap, or to compare heads while idle',
  typing: 'Says that one is typing; repeated every 3 s, forgotten after 6 s',
  activity: 'Says whether the person is at this device',
  watch: 'Replaces the set of people whose presence this connection is told',
  ping: 'Asks for a sign of life',
}
const pushSummaries: Record<PushType, string> = {
  events: 'Events of one conversation that one commit stored, in order',
  typing: 'Somebody is typing in a conversation',
  read: 'A read marker moved: one’s own on another device, or the other’s in a direct conversation',
  began: 'A conversation began for the person',
  ended: 'A conversation ended for the person: its events are no longer theirs to read',
  presence: 'A watched person came, went or is away',
  users: 'People registered or changed their profile',
}

/** The WebSocket interface as AsyncAPI 3.0, from the server's side: it receives requests. */
export function describeSocket(version: string): Json {
  const messages = { ...requestMessages(), ...replyMessages(), ...pushMessages() }
  return {
    asyncapi: '3.0.0',
    info: info(version),
    defaultContentType: 'application/json',
    servers: {
      space: {
        host: '{address}',
        protocol: 'ws',
        description: '`wss` where the space’s address begins with `https:`',
        variables: { address: { description: 'Host and port of the space', default: '127.0.0.1' } },
      },
    },
    channels: { socket: socket(Object.keys(messages)) },
    operations: { ...requestOperations(), ...pushOperations() },
    components: { messages, schemas: schemasOf(messages) },
  }
}

function info(version: string): Json {
  const description = [
    'The stream of a Parley space: requests, each with exactly one reply, and pushes. JSON text ' +
      'frames. Unknown fields, pushes and kinds of event are to be ignored. Plain reads and writes are ' +
      'REST, which `openapi.json` describes.',
    'The server closes a connection with one of these codes:',
    closeTable(),
    'A refused request is answered with one of these codes (the statuses are those of REST):',
    errorTable(),
  ]
  return {
    title: 'Parley',
    version,
    description: description.join('\n\n'),
    license: { name: 'MIT' },
    'x-close-codes': closeCodes,
  }
}

function socket(messages: string[]): Json {
  return {
    address: socketPath,
    description:
      `Subprotocol \`${subprotocols.join('`, `')}\`. A frame of the client holds at most ` +
      `${limits.frameBytes} bytes. The first must be \`hello\`.`,
    messages: Object.fromEntries(
      messages.map((name) => [name, { $ref: `#/components/messages/${name}` }]),
    ),
    bindings: { ws: { method: 'GET' } },
  }
}

function message(name: string, summary: string, correlated?: string): [string, Json] {
  return [
    name,
    {
      name,
      summary,
      payload: { $ref: schemaRef(name) },
      ...(correlated && { correlationId: { location: `$message.payload#/${correlated}` } }),
    },
  ]
}

function requestMessages(): Record<string, Json> {
  return Object.fromEntries(
    requestTypes.map((type) => message(requestName(type), requestSummaries[type], 'id')),
  )
}

function replyMessages(): Record<string, Json> {
  return Object.fromEntries([
    ...requestTypes.map((type) => message(replyName(type), `Answers \`${type}\``, 're')),
    message('Refused', 'Answers any request that is refused', 're'),
  ])
}

function pushMessages(): Record<string, Json> {
  return Object.fromEntries(pushTypes.map((type) => message(pushName(type), pushSummaries[type])))
}

function requestOperations(): Record<string, Json> {
  return Object.fromEntries(
    requestTypes.map((type) => [
      type,
      {
        action: 'receive',
        channel,
        summary: requestSummaries[type],
        messages: [inChannel(requestName(type))],
        reply: { channel, messages: [inChannel(replyName(type)), inChannel('Refused')] },
      },
    ]),
  )
}

function pushOperations(): Record<string, Json> {
  return Object.fromEntries(
    pushTypes.map((type) => [
      `push${capital(type)}`,
      {
        action: 'send',
        channel,
        summary: pushSummaries[type],
        messages: [inChannel(pushName(type))],
      },
    ]),
  )
}

function inChannel(name: string): Json {
  return { $ref: `#/channels/socket/messages/${name}` }
}

function schemasOf(messages: Json): Record<string, Json> {
  const names = namedSchemas()
  for (const type of requestTypes) {
    const { fields, ok } = requests[type]
    const head = { id: requestHead.shape.id, type: z.literal(type) }
    names.add(z.object({ ...head, ...fields.shape }), { id: requestName(type) })
    names.add(z.object({ re: requestHead.shape.id, ok }), { id: replyName(type) })
  }
  const refused = z.object({ re: z.nullable(requestHead.shape.id), error: refusal })
  const description = '`re` is null where the request’s id could not be read.'
  names.add(refused, { id: 'Refused', description })
  for (const type of pushTypes) {
    const push = z.object({ push: z.literal(type), ...pushes[type].shape })
    names.add(push, { id: pushName(type) })
  }
  return referredTo(jsonSchemas(names, { io: 'input', target: 'draft-7' }), messages)
}

function requestName(type: RequestType): string {
  return `${capital(type)}Request`
}

function replyName(type: RequestType): string {
  return `${capital(type)}Reply`
}

function pushName(type: PushType): string {
  return `${capital(type)}Push`
}

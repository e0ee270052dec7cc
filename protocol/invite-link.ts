import { fingerprint as fingerprintForm, type Fingerprint } from './fingerprint.ts'
import { inviteSecret } from './entities.ts'
import { nameProblem } from './names.ts'

/** What an invite's link holds: where the space is, how to know it, and what lets somebody in. */
export type InviteLink = {
  /** What the space is called, for people to recognise. */
  name: string
  scheme: 'https' | 'http'
  /** Of the certificate that the space must show; null where none is pinned. */
  fingerprint: Fingerprint | null
  /** `host:port`, IPv6 in brackets: to be tried in this order. */
  addresses: readonly string[]
  /** Null in a link that only says where the space is. */
  secret: string | null
}

const VERSION = '1'
const URI = 'parley://join?'
const PAGE = /^https?:\/\/[^/?#]{1,300}\/(?:[^?#]{0,200})#\/join\?/i
const MOST_ADDRESSES = 8
const LONGEST = 2_000
const NAME_LENGTH = 80
/** For a space whose name people could not read. */
const NAMELESS = 'Parley'

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const HOST = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`, 'i')

/** For the app: `parley://join?…`. */
export function inviteUri(link: InviteLink): string {
  return URI + inviteQuery(link)
}

/** For browsers: the client that the space itself serves. What follows the hash is never sent. */
export function invitePage(link: InviteLink): string {
  return `${link.scheme}://${link.addresses[0] ?? ''}/#/join?${inviteQuery(link)}`
}

function inviteQuery({ addresses, fingerprint, name, scheme, secret }: InviteLink): string {
  const fields: [string, string][] = [['v', VERSION]]
  if (secret !== null) fields.push(['i', secret])
  if (fingerprint !== null) fields.push(['f', fingerprint])
  if (scheme === 'http') fields.push(['s', scheme])
  for (const address of addresses.slice(0, MOST_ADDRESSES)) fields.push(['a', address])
  fields.push(['n', isName(name) ? name : NAMELESS])
  return fields.map(([key, value]) => `${key}=${encoded(value)}`).join('&')
}

/** Colons and brackets of addresses need no escape in a query, and a link without them is easier to read. */
function encoded(value: string): string {
  return encodeURIComponent(value)
    .replaceAll('%3A', ':')
    .replaceAll('%5B', '[')
    .replaceAll('%5D', ']')
}

/** Reads a link of either form, however it was pasted; null for anything else. */
export function parseInviteLink(text: string): InviteLink | null {
  const link = text.trim()
  if (link.length > LONGEST) return null
  if (link.slice(0, URI.length).toLowerCase() === URI)
    return parseInviteQuery(link.slice(URI.length))
  // Some programs put a slash after the host of a link that they know nothing of.
  if (/^parley:\/\/join\/\?/i.test(link)) return parseInviteQuery(link.slice(URI.length + 1))
  const [start] = PAGE.exec(link) ?? []
  return start === undefined ? null : parseInviteQuery(link.slice(start.length))
}

/** What comes after `join?`. Fields that this version does not know are left alone. */
export function parseInviteQuery(query: string): InviteLink | null {
  const fields = query.length > LONGEST ? null : fieldsOf(query)
  if (!fields || one(fields, 'v') !== VERSION) return null
  const name = one(fields, 'n')
  const scheme = one(fields, 's') ?? 'https'
  const fingerprint = one(fields, 'f') ?? null
  const secret = one(fields, 'i') ?? null
  const addresses = fields.get('a') ?? []
  if (!isName(name) || (scheme !== 'https' && scheme !== 'http')) return null
  if (fingerprint !== null && !fingerprintForm.safeParse(fingerprint).success) return null
  if (secret !== null && !inviteSecret.safeParse(secret).success) return null
  if (addresses.length === 0 || addresses.length > MOST_ADDRESSES) return null
  if (!addresses.every(isAddress)) return null
  return { name, scheme, fingerprint, addresses, secret }
}

/** Null where something cannot be decoded, or is there twice and must not be. */
function fieldsOf(query: string): Map<string, string[]> | null {
  const fields = new Map<string, string[]>()
  for (const part of query.split('&')) {
    const equals = part.indexOf('=')
    if (equals < 1) return null
    const key = part.slice(0, equals)
    const value = decoded(part.slice(equals + 1))
    if (value === null || (key !== 'a' && fields.has(key))) return null
    fields.set(key, [...(fields.get(key) ?? []), value])
  }
  return fields
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}

function one(fields: ReadonlyMap<string, readonly string[]>, key: string): string | undefined {
  return fields.get(key)?.[0]
}

function isName(name: string | undefined): name is string {
  return name !== undefined && nameProblem(name, NAME_LENGTH) === null
}

/** A host as it stands before a port. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** Whether it is `host:port`, and nothing that a request would understand as more than that. */
export function isAddress(address: string): boolean {
  const [, host = '', port = ''] = /^(.{1,253}):([1-9]\d{0,4})$/.exec(address) ?? []
  if (Number(port) > 65_535 || port === '') return false
  if (host.startsWith('[')) return host.endsWith(']') && isIpv6(host.slice(1, -1))
  if (/^[\d.]+$/.test(host)) return isIpv4(host)
  return HOST.test(host)
}

function isIpv4(host: string): boolean {
  const parts = host.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part < 256)
}

function isIpv6(host: string): boolean {
  const halves = host.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return halves.length === 2 ? groups.length < 8 : groups.length === 8
}

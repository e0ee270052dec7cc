import type { InterfaceKind } from '../network/interface-kind.ts'
import type { Fingerprint } from '../../protocol/fingerprint.ts'

/** What was looked at, as it was: `examine` says what it means. */
export type Seen = {
  interfaces: SeenInterface[]
  /** Names of interfaces that are switched on, and lead nowhere: a cable is out, a network not joined. */
  unplugged: string[]
  /** Null: not probed, as the settings keep this program off the network. */
  multicast: SeenMulticast[] | null
  /** Which interface leads to all that is not near; null where none does. */
  defaultRoute: string | null
  firewall: SeenFirewall | null
  /** Spaces that were tried from here. */
  spaces: SeenSpace[]
  /** What a server sees of itself; null in an app. */
  own: SeenServer | null
}

export type SeenInterface = {
  name: string
  kind: InterfaceKind
  /** With the length of their networks: `10.0.0.5/24`. */
  cidrs: string[]
  /** The system was told to send and hear no multicast there. */
  multicastDisabled: boolean
}

export type SeenMulticast = {
  name: string
  /** Why it could not be sent; null where it was. */
  refused: string | null
  /** Whether the own question came back. */
  heardOwn: boolean
  /** How many others answered. */
  others: number
}

export type SeenFirewall = {
  program: string
  state: 'off' | 'on' | 'blocks'
  /** As the firewall calls it: a profile, a zone. */
  detail: string
}

export type SeenSpace = {
  name: string
  /** Whether it was announced on the network while the doctor looked. */
  heard: boolean
  /** By what it is known; null where an authority vouches for it, or nobody knows. */
  pinned: Fingerprint | null
  tries: SeenTry[]
}

export type SeenTry = {
  address: string
  outcome: 'answered' | 'stranger' | 'refused' | 'forbidden' | 'silent' | 'noRoute'
  /** Milliseconds until the answer. */
  took: number
  /** The interface that leads there; null where none does. */
  through: string | null
  /** Of the certificate that was shown; null without TLS, and for one that an authority vouches for. */
  shown: Fingerprint | null
  isSecure: boolean
  /** By how much the server's clock is ahead, in milliseconds; null where it did not say. */
  ahead: number | null
}

export type SeenServer = {
  /** Where its settings say that it listens, and whether something does. */
  address: string
  isServing: boolean
  isBeyond: boolean
  certificate: SeenCertificate | null
}

export type SeenCertificate = {
  file: string
  /** This account may not read it, or its key. */
  isHidden: boolean
  /** Why it is of no use; null where it is not. */
  unusable: string | null
  /** Others than the owner may read the key. */
  isOpen: boolean
  /** When it ends, in milliseconds since 1970; null where that is left open. */
  until: number | null
}

import { z } from 'zod'

/** SHA-256 of a certificate: `protocol/fingerprint.ts`, whose spelling this is. */
export const fingerprint = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)

/** A space the person has joined, or their own (`hosted`: served by this app's child process). */
export const knownSpace = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  url: z.url({ protocol: /^https?$/ }).max(2048),
  hosted: z.boolean().default(false),
  /** Of the one certificate that it may show. Without: whatever the system trusts. */
  fingerprint: fingerprint.optional(),
  /** Other origins at which it was met or said to be, the newest first: for when it does not answer at `url`. */
  addresses: z
    .array(z.url({ protocol: /^https$/ }).max(300))
    .max(8)
    .optional(),
})
export type KnownSpace = z.infer<typeof knownSpace>

/**
 * A space that showed another certificate than it is known by (`pinned`; null where it is known by none,
 * and the system does not trust the one that was seen). Nothing is sent to it.
 */
export const spaceTrust = z.object({
  space: knownSpace.shape.id,
  pinned: fingerprint.nullable(),
  seen: fingerprint,
})
export type SpaceTrust = z.infer<typeof spaceTrust>

/** What is at an address that a person typed. */
export const probedSpace = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('found'),
    name: knownSpace.shape.name,
    /** Its origin, with what is really spoken there. */
    url: knownSpace.shape.url,
    /** Of the certificate that it showed; null without TLS, and where an authority vouches for it. */
    fingerprint: fingerprint.nullable(),
  }),
  /** Something answered, but no Parley. */
  z.object({ status: z.literal('not-parley') }),
  z.object({ status: z.literal('unreachable') }),
  z.object({ status: z.literal('not-an-address') }),
])
export type ProbedSpace = z.infer<typeof probedSpace>

/** The server this app runs for its own space. `reason` is a sentence for the person. */
export const hostState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('off') }),
  z.object({ status: z.literal('starting') }),
  z.object({
    status: z.literal('ready'),
    /** Where this machine's own window reaches it. */
    url: z.string(),
    /** Where others do, on each of the machine's addresses. */
    port: z.number().int(),
    name: z.string(),
    fingerprint: fingerprint.optional(),
    /** The port that it should have had, where another program has that one. */
    taken: z.number().int().optional(),
    /** When it became ready: milliseconds since 1970. */
    since: z.number().int(),
  }),
  z.object({ status: z.literal('restarting'), attempt: z.number().int(), reason: z.string() }),
  z.object({
    status: z.literal('failed'),
    /**
     * Its program is not there, or not to be run; somebody else has the folder; its disk is full, it is
     * not to be written to, or not to be used; the space is not where it was.
     */
    problem: z.enum([
      ...['missing', 'forbidden', 'inUse', 'full', 'notWritable', 'unusable'],
      ...['folderGone', 'crashing'],
    ] as const),
    reason: z.string(),
    log: z.string(),
  }),
])
export type HostState = z.infer<typeof hostState>

/** What a space may be called: `server/config.ts`. */
const spaceName = z.string().trim().min(1).max(80)

/** What the person chose about the space that this app serves. */
export const hosting = z.object({
  /** Whether it is served, at each start of the app again. */
  wanted: z.boolean().default(false),
  /** To everybody on the network, or to this computer alone. */
  reach: z.enum(['network', 'machine']).default('network'),
  /** Null: what the folder says. */
  name: spaceName.nullable().default(null),
  /** Where it is announced: on every interface, not at all, or on those of these names or addresses. */
  announce: z
    .union([z.enum(['on', 'off']), z.array(z.string().min(1).max(100)).min(1).max(32)])
    .default('on'),
  /** The app goes on, in the tray, when its window is closed. */
  keepRunning: z.boolean().default(false),
  atLogin: z.boolean().default(false),
})
export type Hosting = z.infer<typeof hosting>

/** What may change at once; without the defaults, as with the settings. */
export const hostingChange = z
  .object({
    reach: hosting.shape.reach.unwrap(),
    name: spaceName,
    announce: hosting.shape.announce.unwrap(),
    keepRunning: z.boolean(),
    atLogin: z.boolean(),
  })
  .partial()
export type HostingChange = z.infer<typeof hostingChange>

/** What there is to know of this computer as a host. */
export const hostFacts = z.object({
  folder: z.string(),
  /** What the folder takes on the disk. */
  bytes: z.number().int().min(0),
  /** Without those that lead to nobody else. Empty: no network. */
  networks: z.array(z.object({ name: z.string(), addresses: z.array(z.string()) })),
})
export type HostFacts = z.infer<typeof hostFacts>

/** What came of something that was asked of the host; `path` is where the result is. */
export const hostDone = z.discriminatedUnion('status', [
  z.object({ status: z.literal('done'), path: z.string() }),
  z.object({ status: z.literal('cancelled') }),
  z.object({
    status: z.literal('failed'),
    reason: z.string(),
    /** Not everything is as it was: what was there before is under this name. */
    keptAs: z.string().optional(),
  }),
])
export type HostDone = z.infer<typeof hostDone>

/** What a person chose as the folder of a space. */
export const hostFolder = z.discriminatedUnion('status', [
  z.object({ status: z.literal('space'), name: z.string(), folder: z.string() }),
  z.object({ status: z.enum(['cancelled', 'noSpace', 'notWritable', 'unreadable']) }),
])
export type HostFolder = z.infer<typeof hostFolder>

/** What may stand in for a name until the person chooses one. */
export const hostSuggestion = z.object({
  /** How this computer's account is called, where that is somebody's name. */
  person: z.string().max(60).nullable(),
  machine: z.string().min(1).max(60),
})
export type HostSuggestion = z.infer<typeof hostSuggestion>

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** `system`, or a BCP 47 tag. */
  language: z
    .string()
    .regex(/^(system|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/)
    .default('system'),
  notifications: z.enum(['all', 'direct', 'none']).default('all'),
  /** Whether a notification shows what was written, or only that something was. */
  notificationPreview: z.boolean().default(true),
  /** Enter sends and Shift+Enter begins a new line; otherwise Enter does, and Ctrl/Cmd+Enter sends. */
  enterSends: z.boolean().default(true),
})
export type Settings = z.infer<typeof settings>

/** What may change at once. Without the defaults, or a missing key would reset what it names. */
export const settingsChange = z
  .object({
    theme: settings.shape.theme.unwrap(),
    density: settings.shape.density.unwrap(),
    language: settings.shape.language.unwrap(),
    notifications: settings.shape.notifications.unwrap(),
    notificationPreview: settings.shape.notificationPreview.unwrap(),
    enterSends: settings.shape.enterSends.unwrap(),
  })
  .partial()
export type SettingsChange = z.infer<typeof settingsChange>

/** `tag`: a later notification with the same tag replaces the earlier one. */
export const notification = z.object({
  title: z.string().min(1).max(200),
  body: z.string().max(1000),
  tag: z.string().min(1).max(300),
  /** Which of the known spaces it is from. */
  space: knownSpace.shape.id,
  conversation: z.string().min(1).max(200),
})
export type NotificationRequest = z.infer<typeof notification>

export const windowState = z.object({
  focused: z.boolean(),
  /** On screen: neither hidden nor minimised. */
  visible: z.boolean(),
  maximized: z.boolean(),
  fullscreen: z.boolean(),
})
export type WindowState = z.infer<typeof windowState>

/** A space that announces itself on the network. Whoever adds it does so with its fingerprint. */
export const foundSpace = z.object({
  /** The space's epoch: not the id by which the app knows its spaces. */
  id: z.string().min(1).max(64),
  name: knownSpace.shape.name,
  fingerprint,
  /** Hosts with ports, the likelier ones first: `10.0.0.5:7759`, `[fe80::5%eth0]:7759`. */
  addresses: z.array(z.string().max(100)).min(1).max(16),
  /** When it was heard of last: milliseconds since 1970. */
  seenAt: z.number().int(),
  /** How many machines of one network announce it: with more than one something is amiss. */
  announcers: z.number().int().min(1),
})
export type FoundSpace = z.infer<typeof foundSpace>
export const foundSpaces = z.array(foundSpace).max(200)

/** What the network check found: `discovery/doctor/findings/finding.ts`, which has the words too. */
export const doctorFinding = z.object({
  code: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/),
  state: z.enum(['ok', 'warning', 'problem', 'unknown']),
  facts: z.record(z.string().max(40), z.string().max(2_000)),
})
export type DoctorFinding = z.infer<typeof doctorFinding>

/** What a `parley:` link was that the system handed over. */
export const openedLink = z.discriminatedUnion('kind', [
  /** An invite's link, spelt anew from what was understood of it. */
  z.object({ kind: z.literal('invite'), link: z.string().max(2048) }),
  z.object({
    kind: z.literal('refused'),
    /** Too long; with characters that nobody sees; or no invite that can be read. */
    reason: z.enum(['tooLong', 'hidden', 'noInvite']),
  }),
])
export type OpenedLink = z.infer<typeof openedLink>

/** What came of asking the spaces of the network for an invite's words. */
export const askedWords = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    space: foundSpace,
    /** The origin at which it answered. */
    url: z.url({ protocol: /^https$/ }).max(300),
    /** To register with, good for ten minutes. */
    invite: z.string().max(64),
  }),
  /** `asked`: how many answered; `silent`: how many did not, or had no time for more guesses. */
  z.object({
    status: z.literal('unknown'),
    asked: z.number().int().min(0),
    silent: z.number().int().min(0),
  }),
  /** More than one tries in a minute: ask again after so many. */
  z.object({ status: z.literal('too-fast'), seconds: z.number().int().min(1) }),
])
export type AskedWords = z.infer<typeof askedWords>

/** What the menu asks the renderer to do. */
export const command = z.enum([
  'new-message',
  'new-group',
  'find-people',
  'browse-groups',
  'search',
  'switcher',
  'settings',
  'toggle-sidebar',
  'toggle-details',
  'previous-conversation',
  'next-conversation',
  'next-unread',
  'keyboard-shortcuts',
])
export type Command = z.infer<typeof command>

export const appInfo = z.object({
  version: z.string(),
  platform: z.enum(['darwin', 'linux', 'win32']),
  /** The language of the system, a BCP 47 tag. */
  locale: z.string(),
  /** Whether other spaces can be joined: not by an app that was started for one. */
  canJoin: z.boolean(),
})
export type AppInfo = z.infer<typeof appInfo>

export const secretKey = z
  .string()
  .max(200)
  .regex(/^[\w:.@/-]+$/)
export const secretValue = z.string().max(8192)

/** Where a secret went: encrypted by the system's key store, or a file only this user can read. */
export const secretProtection = z.enum(['system', 'file'])
export type SecretProtection = z.infer<typeof secretProtection>

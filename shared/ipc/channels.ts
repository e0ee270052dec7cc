import { z } from 'zod'
import {
  appInfo,
  askedWords,
  command,
  doctorFinding,
  fingerprint,
  foundSpaces,
  hostDone,
  hostFacts,
  hostFolder,
  hosting,
  hostingChange,
  hostState,
  hostSuggestion,
  knownSpace,
  notification,
  openedLink,
  probedSpace,
  secretKey,
  secretProtection,
  secretValue,
  settings,
  settingsChange,
  spaceTrust,
  windowState,
} from './schemas.ts'

const nothing = z.void()

/**
 * What the renderer may ask of main. `a.b` is `window.parley.a.b(...)`. This table is the whole of
 * the bridge: the preload exposes it, main answers it, and both check against it.
 */
export const calls = {
  'app.info': { args: z.tuple([]), result: appInfo },
  /** Milliseconds since the person last touched this computer, in whatever program. */
  'app.idle': { args: z.tuple([]), result: z.number().int().min(0) },

  'spaces.list': { args: z.tuple([]), result: z.array(knownSpace) },
  /** Adding an address that is already known answers with the space it belongs to; a key it has stays. */
  'spaces.add': {
    args: z.tuple([knownSpace.pick({ name: true, url: true, fingerprint: true, addresses: true })]),
    result: knownSpace,
  },
  /**
   * What is at an address, which may be typed without scheme or port. The fingerprint is as good as the
   * network it came through: whoever adds the space with it tells the person so.
   */
  'spaces.probe': { args: z.tuple([z.string().max(2048)]), result: probedSpace },
  /**
   * A space does not answer where it is thought to be (or does again): it is looked for, at its other
   * addresses and on the network, and `spaces` tells where it shows its key. One without a key is not.
   */
  'spaces.seek': { args: z.tuple([knownSpace.shape.id, z.boolean()]), result: nothing },
  /** A space that was joined calls itself this now; the own one is called what hosting says. */
  'spaces.rename': { args: z.tuple([knownSpace.shape.id, knownSpace.shape.name]), result: nothing },
  'spaces.remove': { args: z.tuple([knownSpace.shape.id]), result: nothing },

  /** The spaces whose key is not the one that they are known by. */
  'trust.list': { args: z.tuple([]), result: z.array(spaceTrust) },
  /** Trusts the key that a space showed; refused where that is not the one it last showed. */
  'trust.accept': { args: z.tuple([knownSpace.shape.id, fingerprint]), result: nothing },

  /**
   * Looks for spaces on the network from now on, until `leave` or until the page is gone. Answers with
   * those that are known already; `found-spaces` tells of every change.
   */
  'discovery.look': { args: z.tuple([]), result: foundSpaces },
  'discovery.leave': { args: z.tuple([]), result: nothing },

  /** Asks the spaces that are found on the network now which of them knows an invite's words. */
  'discovery.askForWords': { args: z.tuple([z.string().min(1).max(200)]), result: askedWords },

  /** Looks at the network, which takes some seconds and sends a few packets. The gravest comes first. */
  'doctor.look': { args: z.tuple([]), result: z.array(doctorFinding) },

  'host.state': { args: z.tuple([]), result: hostState },
  'host.choices': { args: z.tuple([]), result: hosting },
  'host.suggestion': { args: z.tuple([]), result: hostSuggestion },
  /** Serves a space of this name to the network, from now on and at each start of the app. */
  'host.begin': { args: z.tuple([hosting.shape.name.unwrap().unwrap()]), result: nothing },
  /** Starts the own server, or tries again after `failed`; does nothing while it runs. */
  'host.start': { args: z.tuple([]), result: nothing },
  /** Ends it, for this start of the app and the next ones. What is in the space stays. */
  'host.stop': { args: z.tuple([]), result: nothing },
  /** The own space is served elsewhere from now on: it is one like the others, and found by its key. */
  'host.release': { args: z.tuple([]), result: nothing },
  /** Done at once; what the server has to know is told it by starting it again. */
  'host.change': { args: z.tuple([hostingChange]), result: nothing },
  'host.facts': { args: z.tuple([]), result: hostFacts },
  'host.openFolder': { args: z.tuple([]), result: nothing },
  /** Asks for a file, and copies what is in the space to it. */
  'host.backUp': { args: z.tuple([]), result: hostDone },
  /** Asks for a backup, and puts it in the place of what is there, which is kept aside. */
  'host.restore': { args: z.tuple([]), result: hostDone },
  /** Asks for a folder that holds a space. */
  'host.chooseFolder': { args: z.tuple([]), result: hostFolder },
  /** Serves the space in the folder that was chosen last; where that fails, what was served before. */
  'host.serveFolder': { args: z.tuple([]), result: hostDone },
  /** Shows what the server said, with whatever the system opens such files. */
  'host.openLog': { args: z.tuple([]), result: nothing },

  'settings.get': { args: z.tuple([]), result: settings },
  'settings.set': { args: z.tuple([settingsChange]), result: settings },

  notify: { args: z.tuple([notification]), result: nothing },
  /** Takes a notification back once its message was seen. */
  unnotify: { args: z.tuple([notification.shape.tag]), result: nothing },
  'badge.set': { args: z.tuple([z.number().int().min(0).max(1_000_000)]), result: nothing },

  'window.state': { args: z.tuple([]), result: windowState },
  'window.minimize': { args: z.tuple([]), result: nothing },
  /** Maximises, or restores what was maximised. */
  'window.maximize': { args: z.tuple([]), result: nothing },
  'window.close': { args: z.tuple([]), result: nothing },
  /** Opens the application menu at a point of the window, where no menu bar shows it. */
  'window.menu': {
    args: z.tuple([z.object({ x: z.number().int(), y: z.number().int() })]),
    result: nothing,
  },

  /** The link that the system handed over, once; `link-opened` says that there is another. */
  'links.take': { args: z.tuple([]), result: openedLink.nullable() },

  /** http, https and mailto only; anything else is refused. */
  openExternal: { args: z.tuple([z.string().max(4096)]), result: nothing },

  'secrets.get': { args: z.tuple([secretKey]), result: secretValue.nullable() },
  'secrets.set': { args: z.tuple([secretKey, secretValue]), result: secretProtection },
  'secrets.delete': { args: z.tuple([secretKey]), result: nothing },
} as const satisfies Record<string, { args: z.ZodTuple; result: z.ZodType }>

/** What main tells the renderer: `window.parley.on(name, listener)`. */
export const events = {
  'host-state': hostState,
  'host-choices': hosting,
  spaces: z.array(knownSpace),
  'found-spaces': foundSpaces,
  trust: z.array(spaceTrust),
  settings,
  'window-state': windowState,
  'link-opened': z.null(),
  'notification-clicked': notification.pick({ space: true, conversation: true }),
  command,
} as const satisfies Record<string, z.ZodType>

export type CallName = keyof typeof calls
export type CallArgs<N extends CallName> = z.infer<(typeof calls)[N]['args']>
export type CallResult<N extends CallName> = z.infer<(typeof calls)[N]['result']>
export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>

export const bridgeNames = {
  calls: Object.keys(calls) as CallName[],
  events: Object.keys(events) as EventName[],
}
export type BridgeNames = typeof bridgeNames

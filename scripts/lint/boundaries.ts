/**
 * Which part may import which. The first zone whose `files` matches decides; what is not listed in
 * `mayImport` is refused. Paths are relative to the root of the project, packages are bare names.
 */
export interface Zone {
  readonly files: RegExp
  readonly mayImport: readonly RegExp[]
  readonly why: string
}

const test = /\.(test|contract|spec|bench)\.ts$|^(client|discovery)\/test\//
const anything = /^/
const builtin = /^node:/
const protocol = /^protocol\//
const ipc = /^shared\/ipc\//
/** How the server is started, for whoever starts it. */
const starting = /^shared\/server\//
/** What it offers, to whoever puts a program together. */
const discovery = /^discovery\/(doctor\/)?index\.ts$/
/** What the doctor finds, in words: free of Node, for pages too. */
const findings = /^discovery\/doctor\/findings\//
const serverPort = /^server\/(storage\/storage|broker\/broker)\.ts$/
const serverDomain = /^server\/domain\//
/** What comes with the server’s code, and differs between its source and its bundle. */
const serverSupplies = /^server\/supplies\/source\//
const serverConfig = /^server\/config\.ts$/
const serverImplementation = /^server\/(storage|broker)\/[^/]+\//
const dependency =
  /^(?!node:)(?!(bench|client|discovery|faults|protocol|scripts|server|shared|src|test)\/)/
const dependencyOfPage =
  /^(?!electron$)(?!zod$)(?!node:)(?!(bench|client|discovery|faults|protocol|scripts|server|shared|src|test)\/)/

export const zones: readonly Zone[] = [
  { files: test, mayImport: [anything], why: 'a test may use what it needs' },
  {
    files: /^protocol\//,
    mayImport: [protocol, /^zod\/mini$/],
    why: 'protocol/ is pure: it imports the small form of the schema library and itself',
  },
  {
    files: /^client\//,
    mayImport: [protocol, /^client\//, /^zod\/mini$/, /^idb$/, /^@noble\/hashes\//],
    why: 'client/ is headless: it imports protocol/ and itself, no DOM library, Vue, Electron or Node',
  },
  {
    files: findings,
    mayImport: [findings],
    why: 'the words of the doctor are shown by pages too: they import nothing',
  },
  {
    files: /^discovery\//,
    mayImport: [/^discovery\//, protocol, builtin, /^zod\/mini$/],
    why: 'discovery/ is used by the server and by main, and knows neither',
  },
  {
    files: /^shared\//,
    mayImport: [/^shared\//, /^zod$/],
    why: 'shared/ imports none of the processes that share it',
  },
  {
    files: /^src\/main\//,
    mayImport: [/^src\/main\//, ipc, starting, protocol, discovery, builtin, dependency],
    why: 'main talks to preload and renderer by IPC and to the server by the protocol',
  },
  {
    files: /^src\/preload\//,
    mayImport: [/^src\/preload\//, ipc, /^electron$/],
    why: 'the preload is the bridge and nothing else',
  },
  {
    files: /^src\/renderer\//,
    mayImport: [/^src\/renderer\//, ipc, findings, protocol, /^client\//, dependencyOfPage],
    why: 'the renderer is a web page: it imports client/, protocol/ and the types of shared/ipc',
  },
  {
    files: /^server\/domain\//,
    mayImport: [serverDomain, serverPort, protocol, builtin, dependency],
    why: 'the domain knows its ports, and no handler, transport or implementation',
  },
  {
    files: /^server\/handlers\//,
    mayImport: [/^server\/handlers\//, serverDomain, serverPort, protocol, builtin, dependency],
    why: 'a handler knows the domain, and no transport or implementation',
  },
  {
    files: serverImplementation,
    mayImport: [
      /^server\/(storage|broker)\//,
      /^server\/(observability|threads)\//,
      serverSupplies,
      protocol,
      builtin,
      dependency,
    ],
    why: 'an implementation knows its port, and nobody who uses it',
  },
  {
    files: /^server\/(storage|broker)\//,
    mayImport: [/^server\/(storage|broker)\/[^/]+$/, protocol],
    why: 'a port is a contract: it knows no implementation',
  },
  {
    files: /^server\/(transport|observability|accounts|files)\//,
    mayImport: [
      /^server\/(transport|observability|handlers|domain|accounts|files)\//,
      serverPort,
      serverConfig,
      serverSupplies,
      protocol,
      builtin,
      dependency,
    ],
    why: 'only app.ts and entry files choose implementations',
  },
  {
    files: /^server\/test\//,
    mayImport: [/^(server|scripts)\//, protocol, discovery, builtin, dependency],
    why: 'what the server’s tests run is built by scripts/',
  },
  {
    files: /^server\//,
    mayImport: [/^server\//, starting, protocol, discovery, builtin, dependency],
    why: 'the server never imports client/ or src/',
  },
  {
    files: /^bench\/seed\//,
    mayImport: [/^bench\//, /^server\//, protocol, builtin, dependency],
    why: 'bench/seed fills spaces by the server’s own storage, so that a million messages take seconds',
  },
  {
    files: /^faults\/hooked\//,
    mayImport: [anything],
    why: 'a server that is made to fail is put together from its parts',
  },
  {
    files: /^faults\//,
    mayImport: [/^faults\//, protocol, /^client\//, builtin, dependency],
    why: 'the fault lab runs the server as a process and clients as the app does',
  },
  {
    files: /^bench\/(client|desktop)\//,
    mayImport: [/^(bench|scripts|test)\//, protocol, builtin, dependency],
    why: 'bench/client and bench/desktop run what scripts/ builds, where scripts/ finds it runs',
  },
  {
    files: /^(bench|test)\//,
    mayImport: [/^(bench|test)\//, protocol, ipc, starting, /^client\//, builtin, dependency],
    why: 'bench and test run the server as a process and speak the protocol',
  },
]

/** The reason why `file` may not import `target`, or nothing if it may. */
export function refusal(file: string, target: string): string | undefined {
  const zone = zones.find(({ files }) => files.test(file))
  if (!zone || zone.mayImport.some((allowed) => allowed.test(target))) return undefined
  return zone.why
}

// Starts the app that `electron [-r MODULE]… FOLDER` names, as the default app of Electron would. A
// module that waits for the app's: only then does Electron hold back `ready` until the app has listened.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(join(process.cwd(), 'index.js'))
const args = process.argv.slice(1)
let folder
while (args.length > 0 && folder === undefined) {
  const arg = args.shift()
  if (arg === '-r' || arg === '--require') require(args.shift())
  else if (!arg.startsWith('-')) folder = resolve(arg)
}

if (folder === undefined) {
  process.stderr.write('Which app? Give its folder.\n')
  app.exit(2)
} else {
  const file = readFileSync(join(folder, 'package.json'), 'utf8')
  const { main, name, productName, version } = JSON.parse(file)
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  app.setVersion(version)
  app.setName(productName ?? name)
  app.setAppPath(folder)
  await import(pathToFileURL(join(folder, main)).href)
}

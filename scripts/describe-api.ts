/** Writes the descriptions of the REST and WebSocket interfaces into `docs/`. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describeSocket } from '../server/api-description/asyncapi.ts'
import { describeRest } from '../server/api-description/openapi.ts'
import { version } from '../server/version.ts'

const docs = resolve(import.meta.dirname, '../docs')

async function write(name: string, description: object): Promise<void> {
  const file = resolve(docs, name)
  const options = await resolveConfig(file)
  await writeFile(file, await format(JSON.stringify(description), { ...options, filepath: file }))
  console.log(`wrote docs/${name}`)
}

await write('openapi.json', describeRest(version))
await write('asyncapi.json', describeSocket(version))

import { schemaRef, type Json } from './json-schemas.ts'

/** Those of the schemas that a document refers to, at once or through others. */
export function referredTo(schemas: Record<string, Json>, document: Json): Record<string, Json> {
  const wanted = new Set<string>()
  const documents: Json[] = [document]
  for (let next = documents.pop(); next; next = documents.pop()) {
    for (const id of refsIn(next)) {
      const schema = schemas[id]
      if (!schema || wanted.has(id)) continue
      wanted.add(id)
      documents.push(schema)
    }
  }
  return Object.fromEntries(Object.entries(schemas).filter(([id]) => wanted.has(id)))
}

function refsIn(document: Json): string[] {
  const beginning = schemaRef('')
  const found: string[] = []
  JSON.stringify(document, (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string' && value.startsWith(beginning)) {
      found.push(value.slice(beginning.length))
    }
    return value
  })
  return found
}

import * as z from 'zod/mini'
import type { SchemaNames } from './named-schemas.ts'

export type Json = Record<string, unknown>
type Options = Pick<z.core.RegistryToJSONSchemaParams, 'io' | 'target' | 'unrepresentable'>

/**
 * All schemas of a registry as JSON Schema, referring to each other under `#/components/schemas/`.
 * What travels is what a schema takes in, so `io` is `input` for bodies and for answers alike.
 */
export function jsonSchemas(names: SchemaNames, options: Options): Record<string, Json> {
  const { schemas } = z.toJSONSchema(names, {
    ...options,
    metadata: names,
    uri: schemaRef,
    override: ({ jsonSchema }) => {
      // That an integer is safe needs no saying.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $id: _id, $schema: _schema, id: _name, ...rest } = schema as Json
      return [id, rest]
    }),
  )
}

export function schemaRef(id: string): string {
  return `#/components/schemas/${id}`
}

/** Splits schemas by whether their id begins so; those that do lose the beginning. */
export function takeOut(
  schemas: Record<string, Json>,
  beginning: string,
): { taken: Record<string, Json>; left: Record<string, Json> } {
  const entries = Object.entries(schemas)
  return {
    taken: Object.fromEntries(
      entries.flatMap(([id, schema]) =>
        id.startsWith(beginning) ? [[id.slice(beginning.length), schema]] : [],
      ),
    ),
    left: Object.fromEntries(entries.filter(([id]) => !id.startsWith(beginning))),
  }
}

import { config } from 'zod/mini'

/** Schemas are not to compile themselves: the content security policy forbids it. Before any schema is made. */
config({ jitless: true })

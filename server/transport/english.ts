import { config } from 'zod/mini'
import { en } from 'zod/locales'

/** The sentences of refusals that schemas find: these bring none of their own, for the renderer's sake. */
config(en())

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Rolldown, type UserConfig } from 'vite'
import { typefaceFirst } from './scripts/typeface-first.ts'
import { vueByName } from './scripts/vue-by-name.ts'

const root = resolve(import.meta.dirname, 'src/renderer')

const { version } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, 'package.json'), 'utf8'),
) as { version: string }
const space = process.env.PARLEY_SPACE_URL

/**
 * What a start needs is a few files: each of many small ones would be a request that the start waits
 * for, and compress less well. What a group names brings along what it needs.
 */
export const chunks = {
  codeSplitting: {
    groups: [
      { name: 'start', tags: ['$initial'], priority: 4 },
      { name: 'space', test: /[\\/](SpaceView|HomeView)\.vue/, priority: 3 },
      { name: 'conversation', test: /[\\/]ConversationPage\.vue/, priority: 2 },
      { name: 'icons', test: /@lucide/, minShareCount: 2 },
    ],
  },
} satisfies Rolldown.OutputOptions

/** What the desktop renderer and the web client have in common: they are one and the same app. */
export const renderer = {
  root,
  plugins: [vue(), vueByName(), typefaceFirst()],
  // The port that `npm run dev` tells the server to let in.
  server: { host: '127.0.0.1', port: 5173, strictPort: Boolean(space) },
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
} satisfies UserConfig

/** The web client, which the server serves: hashed assets that may be cached for ever. */
export default defineConfig({
  ...renderer,
  base: '/',
  server: {
    ...renderer.server,
    // `npm run dev` without Electron: the page talks to the server as if it came from there.
    proxy: space ? { '/api': { target: space, ws: true } } : {},
  },
  build: {
    outDir: resolve(import.meta.dirname, 'out/web'),
    // The first of each that know light-dark(), which the tokens are made of.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    emptyOutDir: true,
    // A data: URL would need `font-src data:` and `img-src data:` in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: { output: chunks },
  },
})

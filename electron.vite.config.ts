import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { bridgeNames } from './shared/ipc/channels.ts'
import { chunks, renderer } from './vite.web.config.ts'

const from = (path: string) => resolve(import.meta.dirname, path)

/** Of Electron 33, the oldest runtime that the app is tested on; the present one knows more. */
const target = { node: 'node20.18', page: 'chrome130' }

export default defineConfig({
  main: {
    build: {
      outDir: from('out/main'),
      target: target.node,
      externalizeDeps: false,
      rollupOptions: { input: { main: from('src/main/main.ts') } },
    },
  },
  preload: {
    // The preload knows the table by its names alone, so that no schema is parsed at each page load.
    define: { __BRIDGE_NAMES__: JSON.stringify(bridgeNames) },
    build: {
      outDir: from('out/preload'),
      target: target.node,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: from('src/preload/preload.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    build: {
      outDir: from('out/renderer'),
      target: target.page,
      minify: true,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: from('src/renderer/index.html') }, output: chunks },
    },
  },
})

import type { Plugin } from 'vite'

/** The typeface of nearly every text. */
const typeface = /inter-latin-wght-normal[^/]*\.woff2$/

/**
 * Has the page fetch its typeface at once. Otherwise browsers learn of it when they lay out the first
 * text, and lay everything out again when it is there.
 */
export function typefaceFirst(): Plugin {
  return {
    name: 'typeface-first',
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle = {} }) {
        const href = Object.keys(bundle).find((file) => typeface.test(file))
        if (!href) return []
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '' }
        return [{ tag: 'link', attrs: { ...attrs, href: `./${href}` }, injectTo: 'head' }]
      },
    },
  }
}

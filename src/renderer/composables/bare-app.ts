import { createRenderer } from 'vue'

type Place = Record<string, never>

/** Runs components without a page, for tests: what they do, not what they show. */
export const { createApp: createBareApp } = createRenderer<Place, Place>({
  createElement: () => ({}),
  createText: () => ({}),
  createComment: () => ({}),
  insert: () => {},
  remove: () => {},
  setText: () => {},
  setElementText: () => {},
  patchProp: () => {},
  parentNode: () => ({}),
  nextSibling: () => null,
})

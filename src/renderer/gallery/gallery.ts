import { createPinia } from 'pinia'
import { createApp, nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import '../design/style.css'
import { createText, speak } from '../i18n/text.ts'
import type { Language } from '../i18n/languages.ts'
import GalleryPage from './GalleryPage.vue'

/** Every component in each of its states, to be looked at. Never part of a built app. */
const wanted = new URLSearchParams(location.search)
const text = createText()
await speak(text, (wanted.get('language') ?? 'en') as Language)
for (const name of ['theme', 'density'] as const) {
  const value = wanted.get(name)
  if (value) document.documentElement.dataset[name] = value
}
if (wanted.get('dir')) document.documentElement.dir = wanted.get('dir')!
const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/', component: GalleryPage, meta: { column: 'list' } },
    { path: '/:anything(.*)*', component: GalleryPage },
  ],
})
await router.push(wanted.get('at') ?? '/c/1')
createApp(GalleryPage, { only: wanted.get('only') })
  .use(createPinia())
  .use(text)
  .use(router)
  .mount('#app')
await nextTick()
document.documentElement.dataset.galleryReady = ''

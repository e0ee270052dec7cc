import type { Plugin } from 'vite'

/**
 * Two libraries ask of the whole of Vue whether it holds a name (`name in Vue`), for versions of it
 * that we do not use. All of Vue would be in the first load for that.
 */
const questions = [
  {
    file: '/reka-ui/dist/shared/useId.js',
    changes: [
      ['import * as vue from "vue"', 'import { useId as vueId } from "vue"'],
      ['"useId" in vue', 'true'],
      ['vue.useId?.()', 'vueId()'],
    ],
  },
  {
    file: '/vue-i18n/dist/vue-i18n.mjs',
    changes: [
      ["import * as Vue from 'vue'", "import { getCurrentInstance as vueInstance } from 'vue'"],
      ['key in Vue', 'false'],
      ['return Vue[key]', 'return null'],
      ['Vue.getCurrentInstance()', 'vueInstance()'],
    ],
  },
] as const

/** Lets libraries import from Vue what they use. @throws where an update of theirs asks in other words */
export function vueByName(): Plugin {
  return {
    name: 'vue-by-name',
    apply: 'build',
    transform(code, id) {
      const question = questions.find(({ file }) => id.endsWith(file))
      if (!question) return null
      return question.changes.reduce((text, [asked, answer]) => {
        if (!text.includes(asked)) this.error(`${question.file} holds no longer: ${asked}`)
        return text.replace(asked, answer)
      }, code)
    },
  }
}

import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'
import { importBoundaries } from './scripts/lint/import-boundaries.ts'

const parserOptions = {
  projectService: true,
  tsconfigRootDir: import.meta.dirname,
  extraFileExtensions: ['.vue'],
}

/** For components, and what else deals with refs; a server's code has none that these rules could look for. */
const ofComponents = vue.configs['flat/recommended'].map((config) => ({
  files: ['**/*.vue', 'src/renderer/**/*.ts'],
  ...config,
}))

export default ts.config(
  { ignores: ['node_modules/', 'out/', 'dist/', 'test-results/', 'playwright-report/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { parley: { rules: { 'import-boundaries': importBoundaries } } },
    rules: {
      'parley/import-boundaries': 'error',
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-globals': ['error', 'event', 'name'],
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [ts.configs.recommended],
    languageOptions: { parserOptions },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ofComponents,
  {
    files: ['**/*.vue'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      // Prettier lays the templates out.
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-emits-declaration': 'error',
      'vue/define-props-declaration': 'error',
      // Optional props are `undefined` when absent; the types say so.
      'vue/require-default-prop': 'off',
      // The one place that writes HTML is the sanitised Markdown, which says so where it does.
      'vue/no-v-html': 'error',
    },
  },
  {
    // They speak to the person at the terminal.
    files: [
      'scripts/**',
      'bench/**',
      'faults/**',
      'test/**',
      'server/main.ts',
      'server/cli/**',
      '.ci/**',
    ],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.js', '**/*.cjs'], languageOptions: { globals: globals.node } },
)

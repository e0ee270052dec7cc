import { dirname, relative, resolve, sep } from 'node:path'
import type { Rule } from 'eslint'
import { refusal } from './boundaries.ts'

const root = resolve(import.meta.dirname, '../..')

const fromRoot = (path: string): string => relative(root, path).split(sep).join('/')

/** ESLint rule: an import crosses no border that `boundaries.ts` does not open. */
export const importBoundaries: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { refused: '{{file}} may not import {{target}}: {{why}}.' },
  },
  create(context) {
    const file = fromRoot(context.filename)

    function check(source: { value?: unknown } | null | undefined, node: Rule.Node): void {
      const written = source?.value
      if (typeof written !== 'string') return
      const bare = written.split('?')[0]!
      const target = bare.startsWith('.')
        ? fromRoot(resolve(dirname(context.filename), bare))
        : bare
      const why = refusal(file, target)
      if (why) context.report({ node, messageId: 'refused', data: { file, target, why } })
    }

    return {
      ImportDeclaration: (node) => check(node.source, node),
      ExportAllDeclaration: (node) => check(node.source, node),
      ExportNamedDeclaration: (node) => check(node.source, node),
      ImportExpression: (node) => check(node.source.type === 'Literal' ? node.source : null, node),
    }
  },
}

import DOMPurify from 'dompurify'

declare const sanitised: unique symbol
/** HTML that went through the sanitiser: the only kind that is ever put into the page. */
export type SafeHtml = string & { readonly [sanitised]: true }

const BLOCKS = ['p', 'br', 'hr', 'pre', 'blockquote', 'ul', 'ol', 'li', 'div']
const SPANS = ['strong', 'em', 'del', 'code', 'a', 'span']
const TABLES = ['table', 'thead', 'tbody', 'tr', 'th', 'td']
const CLASSES = /^(?:table|checkbox|center|right|hljs-[\w-]+(?: (?:hljs-[\w-]+|\w+_))*)$/

const purifier = DOMPurify(window)

purifier.addHook('uponSanitizeAttribute', (_, attribute) => {
  if (attribute.attrName === 'class' && !CLASSES.test(attribute.attrValue)) {
    attribute.keepAttr = false
  }
})

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer nofollow')
})

/** What is left of HTML when all is taken away but the few elements and attributes a message needs. */
export function sanitise(html: string): SafeHtml {
  return purifier.sanitize(html, {
    ALLOWED_TAGS: [...BLOCKS, ...SPANS, ...TABLES],
    ALLOWED_ATTR: ['href', 'title', 'target', 'rel', 'dir', 'start', 'class'],
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false,
    USE_PROFILES: false,
  }) as string as SafeHtml
}

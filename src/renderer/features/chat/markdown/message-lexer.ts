import { Lexer, Tokenizer, type Token, type Tokens, type TokensList } from 'marked'

/** How deep lists, quotes and emphasis nest; what is deeper stays as it was typed. */
const MAX_DEPTH = 8
/** Larger tables stay as they were typed: a short text could otherwise ask for millions of cells. */
const MAX_COLUMNS = 12
const MAX_ROWS = 60
/** Attempts at emphasis in one message, and failed ones: each looks through the rest of it. */
const MAX_EMPHASIS = 400
const MAX_FAILED_EMPHASIS = 60

/**
 * Markdown as people write it in chat: no raw HTML, no reference links, no headings or code by
 * indentation alone, and bounds on whatever grows faster than the text does.
 */
class MessageTokenizer extends Tokenizer {
  #depth = 0
  #emphasis = 0
  #failedEmphasis = 0

  override html(): undefined {}
  override tag(): undefined {}
  override def(): undefined {}
  override reflink(): undefined {}
  override code(): undefined {}
  override lheading(): undefined {}

  override blockquote(src: string): Tokens.Blockquote | undefined {
    return this.#nested(() => super.blockquote(src))
  }

  override list(src: string): Tokens.List | undefined {
    return this.#nested(() => super.list(src))
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return this.#nested(() => super.link(src))
  }

  override emStrong(
    src: string,
    maskedSrc: string,
    prevChar?: string,
  ): Tokens.Em | Tokens.Strong | undefined {
    return this.#emphasised(src, () => super.emStrong(src, maskedSrc, prevChar))
  }

  override del(src: string, maskedSrc: string, prevChar?: string): Tokens.Del | undefined {
    return this.#emphasised(src, () => super.del(src, maskedSrc, prevChar))
  }

  override table(src: string): Tokens.Table | undefined {
    return isSmallTable(src) ? super.table(src) : undefined
  }

  #nested<T>(tokenise: () => T): T | undefined {
    if (this.#depth >= MAX_DEPTH) return undefined
    this.#depth += 1
    try {
      return tokenise()
    } finally {
      this.#depth -= 1
    }
  }

  #emphasised<T>(src: string, tokenise: () => T): T | undefined {
    if (!/^[*_~]/.test(src)) return undefined
    if (this.#emphasis >= MAX_EMPHASIS || this.#failedEmphasis >= MAX_FAILED_EMPHASIS) return
    this.#emphasis += 1
    const token = this.#nested(tokenise)
    if (!token) this.#failedEmphasis += 1
    return token
  }
}

function isSmallTable(src: string): boolean {
  const header = src.slice(0, src.indexOf('\n'))
  if (!header.includes('|') || header.split('|').length > MAX_COLUMNS + 2) return false
  const end = src.search(/\n[ \t]*(?:\n|$)/)
  const table = end < 0 ? src : src.slice(0, end)
  return table.split('\n', MAX_ROWS + 3).length <= MAX_ROWS + 2
}

/** The tokens of a message, or null where it cannot be read: it is shown as it was typed then. */
export function lexMessage(text: string): Token[] | null {
  const tokenizer = new MessageTokenizer() as Tokenizer<string, string>
  const lexer = new Lexer({ gfm: true, breaks: true, tokenizer })
  try {
    return lexer.lex(text) satisfies TokensList
  } catch {
    return null
  }
}

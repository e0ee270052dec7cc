import { hash } from 'node:crypto'

/** Weak: the same content, whatever encoding carries it. */
export function entityTag(body: string | Uint8Array): string {
  return `W/"${hash('sha1', body, 'base64url')}"`
}

/** Whether `If-None-Match` says that the asker has this content. */
export function isKnown(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch === '') return false
  const bare = opaque(tag)
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || opaque(one.trim()) === bare)
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}

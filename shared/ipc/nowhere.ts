/**
 * Where a space is that gave way to another one at its address and was met nowhere else: a name that never
 * is anybody's (RFC 2606). It is looked for by its key.
 */
export const nowhere = 'https://nowhere.invalid'

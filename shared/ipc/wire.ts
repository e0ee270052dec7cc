/** What a call or an event of the table is called between the processes. Free of schemas: the preload uses it. */
export const callChannel = (name: string): string => `parley:call:${name}`
export const eventChannel = (name: string): string => `parley:event:${name}`

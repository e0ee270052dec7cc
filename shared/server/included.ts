/** The word for the web client that comes with the server, where a folder could be named. */
export const included = 'included'

import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { appFile } from './app-file.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

/** Before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        codeCache: true,
      },
    },
  ])
}

const refuse = (status: number): Response => new Response(null, { status })

/** Serves the built renderer from `root`. */
export function serveApp(root: string): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return refuse(405)
    if (new URL(request.url).host !== 'parley') return refuse(404)
    const file = appFile(root, request.url)
    if (!file) return refuse(404)
    try {
      return new Response(await readFile(file.path), {
        headers: {
          'Content-Type': file.type,
          'Content-Security-Policy': contentSecurityPolicy,
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer',
          'Cross-Origin-Opener-Policy': 'same-origin',
        },
      })
    } catch {
      return refuse(404)
    }
  })
}

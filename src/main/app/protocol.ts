/** `app://mailwright/…`: the built renderer and the pages of messages, with their headers. */
import { protocol, type Session } from 'electron'
import type { AppFiles } from '../web/app-files.ts'

const SCHEME = 'app'
export const APP_ORIGIN = `${SCHEME}://mailwright`

/** Before the app is ready: an origin of its own, without the privileges of `file:`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function serveApp(session: Session, files: AppFiles): void {
  session.protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url)
    const isKnown = isAppUrl(request.url) && request.method === 'GET'
    const { status, headers, body } = await files.answer(isKnown ? url.pathname : '/unknown')
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers })
  })
}

/** `origin` of a `standard` scheme is not what WHATWG URL computes in every version: compare by prefix. */
export function isAppUrl(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`)
}

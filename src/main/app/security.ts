/** What a window may not do, whatever is shown in it (docs/architecture.md, hardening of the desktop shell). */
import { app, type Session, type WebContents } from 'electron'
import { isAppUrl } from './protocol.ts'

/** Loaded by the app itself or made in its pages; everything else is cancelled before a name is resolved. */
const LOCAL = /^(?:data|blob|devtools):/

export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(permission === 'clipboard-sanitized-write' && isAppUrl(requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === 'clipboard-sanitized-write' && isAppUrl(origin),
  )
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isAppUrl(url) && !LOCAL.test(url) })
  })
  // Dictionaries would be fetched from the network.
  session.setSpellCheckerEnabled(false)
}

/** For every web contents there will ever be. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

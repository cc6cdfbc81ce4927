import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeContents, FakeSession, fakeApp, fakeElectron } from './fake-electron.ts'

vi.mock('electron', () => fakeElectron)
const { lockSession, refuseNavigation } = await import('../../src/main/app/security.ts')

/** The fakes stand in for classes of Electron that cannot be made without it. */
function lock(session: FakeSession): void {
  Reflect.apply(lockSession, undefined, [session])
}

describe('A session of the desktop shell', () => {
  let session: FakeSession
  beforeEach(() => {
    session = new FakeSession()
    lock(session)
  })

  it.each([
    ['https://tracker.example/pixel.gif', true],
    ['http://127.0.0.1:8080/', true],
    ['file:///etc/passwd', true],
    ['ftp://example.com/', true],
    ['app://mailwright.evil.example/', true],
    ['app://mailwright/assets/index.js', false],
    ['data:image/png;base64,AA==', false],
  ])('asked to load %s cancels it: %s', (url, cancel) => {
    const answer = vi.fn()
    session.handlers.get('request')?.({ url }, answer)
    expect(answer).toHaveBeenCalledWith({ cancel })
  })

  it.each(['media', 'geolocation', 'notifications', 'openExternal', 'fullscreen', 'clipboard-read'])(
    'denies %s, asked and checked',
    (permission) => {
      const answer = vi.fn()
      session.handlers.get('permission-request')?.(null, permission, answer, {
        requestingUrl: 'app://mailwright/',
      })
      expect(answer).toHaveBeenCalledWith(false)
      expect(session.handlers.get('permission-check')?.(null, permission, 'app://mailwright')).toBe(false)
    },
  )

  it('lets the app itself, and nobody else, put text on the clipboard', () => {
    const check = session.handlers.get('permission-check')
    expect(check?.(null, 'clipboard-sanitized-write', 'app://mailwright')).toBe(true)
    expect(check?.(null, 'clipboard-sanitized-write', 'https://example.com')).toBe(false)
  })

  it('downloads no dictionaries', () => {
    expect(session.isSpellCheckerEnabled).toBe(false)
  })
})

describe('Any web contents', () => {
  const contents = new FakeContents()
  refuseNavigation()
  fakeApp.emit('web-contents-created', {}, contents)

  it('opens no windows', () => {
    expect(contents.openWindow()).toEqual({ action: 'deny' })
  })

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays in the app on %s', (name) => {
    const away = { url: 'https://example.com/', preventDefault: vi.fn() }
    contents.emit(name, away)
    expect(away.preventDefault).toHaveBeenCalled()
    const home = { url: 'app://mailwright/#/outbox', preventDefault: vi.fn() }
    contents.emit(name, home)
    expect(home.preventDefault).not.toHaveBeenCalled()
  })

  it('holds no webview', () => {
    const event = { preventDefault: vi.fn() }
    contents.emit('will-attach-webview', event)
    expect(event.preventDefault).toHaveBeenCalled()
  })
})

import { describe, expect, it, vi } from 'vitest'
import { fakeElectron, fakeIpc } from './fake-electron.ts'

vi.mock('electron', () => fakeElectron)
const { serveIpc } = await import('../../src/main/ipc/ipc-main.ts')
const { isAppUrl } = await import('../../src/main/app/protocol.ts')

const call = vi.fn(async () => ({ ok: true, value: 'answered' }))
Reflect.apply(serveIpc, undefined, [{ call }, isAppUrl])
const handler = fakeIpc.handle.mock.calls[0]?.[1]

describe('A call over IPC', () => {
  it('from the top frame of the app is answered', async () => {
    const event = { senderFrame: { parent: null, url: 'app://mailwright/' } }
    expect(await handler?.(event, 'app.info', [])).toEqual({ ok: true, value: 'answered' })
  })

  it.each([
    ['another page', { parent: null, url: 'https://example.com/' }],
    ['a page with a similar address', { parent: null, url: 'app://mailwright.example/' }],
    ['a frame inside the app', { parent: {}, url: 'app://mailwright/page/x' }],
    ['a frame that is gone', null],
  ])('from %s is forbidden and reaches nothing', async (_, senderFrame) => {
    call.mockClear()
    expect(await handler?.({ senderFrame }, 'app.info', [])).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    })
    expect(call).not.toHaveBeenCalled()
  })
})

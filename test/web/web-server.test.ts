import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { decode, encode } from '@msgpack/msgpack'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { DiskFileStore } from '../../src/main/files/file-store.ts'
import { previewPages } from '../../src/main/inspect/preview-pages.ts'
import { Router } from '../../src/main/ipc/router.ts'
import { SocketTransport } from '../../src/main/ipc/web-socket.ts'
import { AppFiles } from '../../src/main/web/app-files.ts'
import { WebServer } from '../../src/main/web/web-server.ts'
import { tempDir } from '../helpers/temp-dir.ts'

async function served() {
  const dir = await tempDir()
  const root = join(dir, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(root, 'index.html'), '<!doctype html><title>App</title>')
  await writeFile(join(root, 'assets', 'app.js'), 'export {}')
  await writeFile(join(dir, 'settings.json'), '{"secret": true}')
  const files = new DiskFileStore(join(dir, 'data'), () => 0)
  const pages = previewPages()
  const router = new Router({ 'jobs.cancel': { args: z.tuple([z.string()]), run: () => undefined } })
  const transport = new SocketTransport(router)
  const server = new WebServer({ app: new AppFiles(root, pages), files, transport })
  const address = new URL(await server.start(0))
  onTestFinished(async () => {
    await server.stop()
    files.close()
  })
  const entered = await ask(address, `/${address.search}`)
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
  return { address, cookie, entered, files, pages, transport }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

function ask(
  { port }: URL,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = ''
      response.on('data', (piece) => (body += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

function openSocket({ host }: URL, headers: Record<string, string>): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${host}/socket`, { headers })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => undefined)
  })
}

describe('The browser shell', () => {
  it('exchanges the key of its address for a cookie no script and no other site can use', async () => {
    const { entered, address, cookie } = await served()
    expect(entered.status).toBe(303)
    expect(entered.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict/)
    expect(cookie).not.toContain(address.searchParams.get('key') ?? 'no key')
    expect((await ask(address, '/', { cookie })).body).toContain('<title>App</title>')
  })

  it.each(['/', '/?key=guess', '/assets/app.js', '/page/x', '/files/x'])(
    'shows %s to nobody without the cookie',
    async (path) => {
      const { address } = await served()
      expect((await ask(address, path)).status).toBe(403)
      expect((await ask(address, path, { cookie: 'mailwright=guess' })).status).toBe(403)
    },
  )

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1', '127.0.0.1:1'])(
    'answers nothing under the name %s, to which a stranger may have bound this address',
    async (host) => {
      const { address, cookie } = await served()
      expect((await ask(address, '/', { cookie, host })).status).toBe(403)
    },
  )

  it('answers no page of another origin, and nothing but GET', async () => {
    const { address, cookie } = await served()
    expect((await ask(address, '/', { cookie, origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask(address, '/', { cookie }, 'POST')).status).toBe(403)
  })

  it.each([
    '/../settings.json',
    '/..%2fsettings.json',
    '/%2e%2e/settings.json',
    '/%252e%252e%252fsettings.json',
    '/assets/..\\..\\settings.json',
    '/assets/%00/../../settings.json',
    '//etc/passwd',
    '/assets',
    '/%E0%A4%A',
  ])('leaves its folder by no way of writing %s', async (path) => {
    const { address, cookie } = await served()
    const answer = await ask(address, path, { cookie })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('secret')
  })

  it('lets the app run its own scripts only, and be framed by nobody', async () => {
    const { address, cookie } = await served()
    const { headers } = await ask(address, '/', { cookie })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('gives a page of a message an origin of its own that can load and run nothing', async () => {
    const { address, cookie, pages } = await served()
    const { headers, body } = await ask(address, `/page/${pages.publish('<p>Hello</p>')}`, { cookie })
    const policy = String(headers['content-security-policy'])
    expect(body).toBe('<p>Hello</p>')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain('; sandbox;')
    expect(policy).not.toContain('script')
  })

  it('hands out files by token as downloads, and only those', async () => {
    const { address, cookie, files } = await served()
    const { token } = await files.add('报告.html', 'text/html', Buffer.from('<script>alert(1)</script>'))
    const { status, headers, body } = await ask(address, `/files/${token}`, { cookie })
    expect(status).toBe(200)
    expect(headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''%E6/)
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(body).toContain('alert')
    expect((await ask(address, '/files/AAAAAAAAAAAAAAAAAAAAAA', { cookie })).status).toBe(404)
  })

  it('says in a sentence that a port is taken', async () => {
    const { address } = await served()
    const { transport } = await served()
    const other = new WebServer({
      app: new AppFiles('.', previewPages()),
      files: new DiskFileStore(await tempDir(), () => 0),
      transport,
    })
    await expect(other.start(Number(address.port))).rejects.toMatchObject({ code: 'port-taken' })
  })
})

describe('Its socket', () => {
  it('opens for the app itself and answers by the contract', async () => {
    const { address, cookie, transport } = await served()
    const socket = await openSocket(address, { cookie, origin: address.origin })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const frames: unknown[] = []
    const next = () =>
      new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(frames.push(decode(data)))))
    const answered = next()
    socket.send(encode({ id: 1, name: 'jobs.cancel', args: ['x'] }))
    await answered
    expect(frames[0]).toMatchObject({ kind: 'answer', id: 1, result: { ok: true } })
    const told = next()
    transport.tell({ name: 'sandbox', data: { messages: 3 } })
    await told
    expect(frames[1]).toEqual({ kind: 'event', event: { name: 'sandbox', data: { messages: 3 } } })
    socket.terminate()
  })

  it.each([
    ['without a cookie', (origin: string, _cookie: string) => ({ origin })],
    [
      'from another origin',
      (_origin: string, cookie: string) => ({ cookie, origin: 'https://evil.example' }),
    ],
    ['without an origin', (_origin: string, cookie: string) => ({ cookie })],
    ['under another name', (origin: string, cookie: string) => ({ cookie, origin, host: 'evil.example' })],
  ])('does not open %s', async (_, headersOf) => {
    const { address, cookie } = await served()
    expect(await openSocket(address, headersOf(address.origin, cookie))).toBe(403)
  })

  it.each([
    ['text', 'hello'],
    ['broken MessagePack', Buffer.from([0xc1, 0xff])],
    ['a frame of another shape', encode({ id: 'x', method: 'y' })],
  ])('closes on %s', async (_, data) => {
    const { address, cookie } = await served()
    const socket = await openSocket(address, { cookie, origin: address.origin })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send(data)
    expect(await closed).toBe(1003)
  })

  it('closes on a frame that is too large', async () => {
    const { address, cookie } = await served()
    const socket = await openSocket(address, { cookie, origin: address.origin })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send(new Uint8Array(3 * 1024 * 1024))
    expect(await closed).toBe(1009)
  })
})

import { chmod, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type CaughtMessage, listInbox, readCaught, readEnvelope } from '../../src/main/sandbox/inbox.ts'
import { type SandboxOptions, SandboxServer } from '../../src/main/sandbox/smtp-server.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const NOON = Date.UTC(2026, 0, 2, 12)

/** A client that speaks SMTP by hand: every reply of a write is collected. */
class Client {
  readonly #socket: Socket
  #received = ''
  #wake = () => {}

  constructor(port: number) {
    this.#socket = createConnection(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (data) => {
      this.#received += data.toString('latin1')
      this.#wake()
    })
    this.#socket.on('close', () => this.#wake())
    this.#socket.on('error', () => undefined)
    onTestFinished(() => void this.#socket.destroy())
  }

  get closed(): boolean {
    return this.#socket.closed || this.#socket.readableEnded
  }

  /** Writes, then waits for this many replies; their last lines. */
  async say(text: string | Uint8Array, replies = 1): Promise<readonly string[]> {
    this.#socket.write(text)
    return this.hear(replies)
  }

  async hear(replies: number): Promise<readonly string[]> {
    for (;;) {
      const lines = this.#received.match(/^\d{3} .*\r\n/gm) ?? []
      if (lines.length >= replies || this.closed) {
        this.#received = ''
        return lines.map((line) => line.trimEnd())
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  drop(): void {
    this.#socket.destroy()
  }
}

async function started(options: Partial<SandboxOptions> = {}) {
  const folder = options.folder ?? join(await tempDir(), 'inbox')
  const server = new SandboxServer({ folder, now: () => NOON, ...options })
  const { port } = await server.start()
  onTestFinished(() => server.stop())
  return { folder, server, port, client: new Client(port) }
}

async function greeted(client: Client): Promise<Client> {
  await client.hear(1)
  await client.say('EHLO me.example\r\n')
  return client
}

const ENVELOPE = 'MAIL FROM:<a@example.com> SIZE=99 BODY=8BITMIME\r\nRCPT TO:<b@example.com>\r\nDATA\r\n'

describe('the sandbox', () => {
  it('keeps the octets and the envelope of a message, for the owner only', async () => {
    const { folder, client } = await started()
    await greeted(client)
    await client.say(ENVELOPE, 3)
    const [reply] = await client.say('Subject: x\r\n\r\n..\r\n...two\r\n\xe9\r\n.\r\n')
    const [name = ''] = listInbox(folder)
    expect(reply).toBe(`250 2.6.0 OK: kept as ${name}`)
    expect(name).toMatch(/^20260102-120000-000-[0-9a-f]{6}-0000001$/)
    const bytes = Buffer.from(await readCaught(folder, name))
    expect(bytes.toString()).toBe('Subject: x\r\n\r\n.\r\n..two\r\n\xe9\r\n')
    expect(await readEnvelope(folder, name)).toEqual({
      mailFrom: { address: 'a@example.com', parameters: { SIZE: '99', BODY: '8BITMIME' } },
      rcptTo: [{ address: 'b@example.com', parameters: {} }],
      receivedAt: '2026-01-02T12:00:00.000Z',
      size: bytes.length,
      remote: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    })
    for (const file of await readdir(folder))
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
  })

  it('offers PIPELINING, 8BITMIME, SMTPUTF8 and SIZE, and no TLS', async () => {
    const { port } = await started()
    const socket = createConnection(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    let text = ''
    await new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        text += data
        if (text.startsWith('220') && !text.includes('250')) socket.write('EHLO me.example\r\n')
        if (/^250 /m.test(text)) resolve()
      })
    })
    for (const extension of ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE 134217728', 'AUTH PLAIN']) {
      expect(text).toMatch(new RegExp(`^250[- ]${extension}`, 'm'))
    }
    expect(text).not.toContain('STARTTLS')
  })

  it('keeps addresses as they were sent', async () => {
    const { folder, client } = await started()
    await greeted(client)
    const recipients = [
      'x@xn--p8s937b.example.com',
      '"to@other.com"@example.com',
      '"a b>c"@example.com',
      'B@example.com',
      'b@example.com',
      'local',
      'nøn@漢字.example',
    ]
    await client.say('MAIL FROM:<> SMTPUTF8\r\n')
    for (const address of recipients) {
      expect((await client.say(`RCPT TO:<${address}>\r\n`))[0]).toMatch(/^250/)
    }
    await client.say('DATA\r\n')
    await client.say('x\r\n.\r\n')
    const envelope = await readEnvelope(folder, listInbox(folder)[0] ?? '')
    expect(envelope.mailFrom).toEqual({ address: '', parameters: { SMTPUTF8: true } })
    expect(envelope.rcptTo.map(({ address }) => address)).toEqual(recipients)
  })

  it.each([
    'MAIL FROM:a@example.com',
    'MAIL FROM:<a b@example.com>',
    'MAIL FROM:<a@example.com> SIZE=1 SIZE=2',
  ])('refuses %s', async (command) => {
    const { client } = await started()
    await greeted(client)
    expect((await client.say(`${command}\r\n`))[0]).toMatch(/^501/)
  })

  it('accepts any login', async () => {
    const { client } = await started()
    await greeted(client)
    const token = Buffer.from('\0anyone\0anything').toString('base64')
    expect((await client.say(`AUTH PLAIN ${token}\r\n`))[0]).toMatch(/^235/)
    expect((await client.say('MAIL FROM:<a@example.com>\r\n'))[0]).toMatch(/^250/)
  })

  it('keeps pipelined messages in order', async () => {
    const { folder, client } = await started()
    await greeted(client)
    await client.say(ENVELOPE, 3)
    for (const text of ['one', 'two', 'three']) await client.say(`${text}\r\n.\r\n${ENVELOPE}`, 4)
    const names = listInbox(folder)
    const texts = await Promise.all(
      names.map(async (name) => String(Buffer.from(await readCaught(folder, name)))),
    )
    expect(texts).toEqual(['one\r\n', 'two\r\n', 'three\r\n'])
  })

  it('keeps any octets, however the network cuts them', async () => {
    const { folder, client } = await started()
    await greeted(client)
    const line = fc.oneof(
      fc.constantFrom('.', '..', '', '.x', 'x.', '. '),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        async (lines, step) => {
          const message = lines.map((text) => `${text.replaceAll(/[\r\n]/g, '')}\r\n`).join('')
          const wire = Buffer.from(`${message.replaceAll(/^\./gm, '..')}.\r\n`)
          await client.say(ENVELOPE, 3)
          for (let at = 0; at < wire.length - step; at += step) {
            await client.say(wire.subarray(at, at + step), 0)
            await new Promise(setImmediate)
          }
          const rest = wire.length % step || step
          const [reply = ''] = await client.say(wire.subarray(wire.length - Math.min(rest, wire.length)))
          const name = reply.slice(reply.lastIndexOf(' ') + 1)
          expect(Buffer.from(await readCaught(folder, name)).toString()).toBe(message)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps nothing of a message whose sender vanished', async () => {
    const { folder, client, server } = await started()
    await greeted(client)
    await client.say(ENVELOPE, 3)
    await client.say('half a mess', 0)
    client.drop()
    await server.stop()
    expect(await readdir(folder)).toEqual([])
  })

  it('answers 452 and keeps nothing when the message cannot be stored', async () => {
    const caught: CaughtMessage[] = []
    const { folder, client } = await started({ onMessage: (message) => caught.push(message) })
    await greeted(client)
    await client.say(ENVELOPE, 3)
    await rm(folder, { recursive: true })
    expect((await client.say('x\r\n.\r\n'))[0]).toMatch(/^452 .*ENOENT/)
    expect(caught).toEqual([])
  })

  it('tells of each message once it is on disk', async () => {
    const caught = Promise.withResolvers<CaughtMessage>()
    const { client } = await started({ onMessage: caught.resolve })
    await greeted(client)
    await client.say(ENVELOPE, 3)
    await client.say('x\r\n.\r\n')
    const message = await caught.promise
    expect(await readFile(message.file, 'utf8')).toBe('x\r\n')
    expect(message.envelope.rcptTo[0]?.address).toBe('b@example.com')
  })

  it('finishes the message in flight before it closes, and ends idle sessions', async () => {
    const { folder, client, server, port } = await started()
    await greeted(client)
    const idle = await greeted(new Client(port))
    await client.say(ENVELOPE, 3)
    const stopped = server.stop()
    expect(await idle.hear(1)).toEqual([expect.stringMatching(/^421/)])
    expect((await client.say('late\r\n.\r\n'))[0]).toMatch(/^250/)
    await stopped
    expect(listInbox(folder)).toHaveLength(1)
  })

  it('is shared by those who started it and stops after the last', async () => {
    const folder = await tempDir()
    const server = new SandboxServer({ folder, now: () => NOON })
    const [first, second] = await Promise.all([server.start(), server.start()])
    expect(first.port).toBe(second.port)
    await server.stop()
    expect(await new Client(first.port).hear(1)).toEqual([expect.stringMatching(/^220/)])
    await server.stop()
    await server.stop()
    expect(await new Client(first.port).hear(1)).toEqual([])
    expect((await server.start()).port).toBeGreaterThan(0)
    await server.stop()
  })

  it('listens on this machine only', async () => {
    const { port } = await started()
    const other = createConnection(port, '127.0.0.2')
    const refused = await new Promise((resolve) => {
      other.on('error', () => resolve(true))
      other.on('connect', () => resolve(false))
    })
    expect(refused).toBe(true)
  })

  it('says so when the port is taken', async () => {
    const { port } = await started()
    const second = new SandboxServer({ folder: await tempDir(), port, now: () => NOON })
    await expect(second.start()).rejects.toMatchObject({ name: 'EnvironmentError', place: { field: 'port' } })
  })

  it.skipIf(process.getuid?.() === 0)('says so when its folder cannot be made', async () => {
    const parent = await tempDir()
    await chmod(parent, 0o500)
    const server = new SandboxServer({ folder: join(parent, 'inbox'), now: () => NOON })
    await expect(server.start()).rejects.toMatchObject({ code: 'backend-unavailable' })
  })
})

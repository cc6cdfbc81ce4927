import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SandboxPort } from '../../src/main/outbox/sandbox-port.ts'
import { Inbox } from '../../src/main/sandbox/inbox.ts'
import { draftWith, outboxRig } from '../helpers/outbox.ts'

const SANDBOX = { kind: 'sandbox' } as const

/** Puts messages into the folder as the sandbox does. */
function fill(dataDir: string, count: number, prefix = 'Message'): void {
  const inbox = new Inbox(join(dataDir, 'sandbox'), Date.UTC(2026, 0, 2), prefix)
  inbox.open()
  for (let n = 1; n <= count; n++) {
    const text = `From: Ann <ann@example.com>\r\nTo: r${n}@example.com\r\nSubject: ${prefix} ${n}\r\n\r\nBody ${n}\r\n`
    inbox.keep([Buffer.from(text)], {
      mailFrom: { address: 'ann@example.com', parameters: {} },
      rcptTo: [{ address: `r${n}@example.com`, parameters: {} }],
      receivedAt: new Date(Date.UTC(2026, 0, 2) + n * 1000).toISOString(),
      size: text.length,
      remote: '127.0.0.1:50000',
    })
  }
}

describe('The sandbox in the outbox', () => {
  it('shows what was caught, newest first, with its envelope', async () => {
    const { dataDir, outbox } = await outboxRig()
    fill(dataDir, 3)
    const { total, entries } = await outbox.list(SANDBOX, '', 0, 2)
    expect(total).toBe(3)
    expect(entries.map(({ subject }) => subject)).toEqual(['Message 3', 'Message 2'])
    expect(entries[0]).toMatchObject({
      state: 'captured',
      from: 'Ann <ann@example.com>',
      to: 'r3@example.com',
    })
    const message = await outbox.message(entries[0]?.id ?? '')
    expect(message.view.envelope).toEqual({ from: 'ann@example.com', to: ['r3@example.com'] })
    expect(message.view.text?.trim()).toBe('Body 3')
    expect(message.fidelity).toBe('kept')
  })

  it('finds a message by words of its body', async () => {
    const { dataDir, outbox } = await outboxRig()
    fill(dataDir, 12)
    expect((await outbox.list(SANDBOX, 'body 12', 0, 10)).total).toBe(1)
  })

  it('forgets files that vanish and bears files that are no messages', async () => {
    const { dataDir, outbox } = await outboxRig()
    fill(dataDir, 2)
    writeFileSync(join(dataDir, 'sandbox', 'broken.eml'), 'x')
    const { entries } = await outbox.list(SANDBOX, '', 0, 10)
    expect(entries).toHaveLength(2)
    rmSync(join(dataDir, 'sandbox'), { recursive: true })
    await expect(outbox.message(entries[0]?.id ?? '')).rejects.toMatchObject({ code: 'unknown-item' })
    expect((await outbox.list(SANDBOX, '', 0, 10)).total).toBe(0)
  })

  it('is removed from the folder, and only what it holds', async () => {
    const { dataDir, outbox, events } = await outboxRig()
    fill(dataDir, 2)
    const secret = join(dataDir, 'secret.eml')
    writeFileSync(secret, 'x')
    const { entries } = await outbox.list(SANDBOX, '', 0, 10)
    await expect(outbox.remove(['c:..'])).rejects.toMatchObject({ code: 'unknown-item' })
    await outbox.remove([entries[0]?.id ?? ''])
    expect((await outbox.list(SANDBOX, '', 0, 10)).total).toBe(1)
    expect(events).toContainEqual({ name: 'sandbox', data: { messages: 1 } })
  })

  it('with 10,000 messages opens in less than 300 ms once it is indexed, and never holds the process up', async () => {
    const { dataDir, outbox } = await outboxRig()
    fill(dataDir, 10_000)
    let longest = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    await outbox.list(SANDBOX, '', 0, 100)
    await outbox.caught.refresh(60_000)
    clearInterval(watch)
    expect(outbox.caught.count()).toBe(10_000)
    expect(longest).toBeLessThan(500)
    const start = performance.now()
    expect((await outbox.list(SANDBOX, '', 0, 100)).entries).toHaveLength(100)
    expect(performance.now() - start).toBeLessThan(300)
  }, 90_000)

  it('is filled by messages sent with its profile', async () => {
    const { compose, outbox, events, settled } = await outboxRig()
    const { id } = await compose.send(draftWith({ subject: 'Caught' }), null)
    await settled(id, 'accepted')
    await expect.poll(() => events).toContainEqual({ name: 'sandbox', data: { messages: 1 } })
    expect((await outbox.list(SANDBOX, '', 0, 10)).entries).toMatchObject([{ subject: 'Caught' }])
  })

  it('becomes a draft again', async () => {
    const { dataDir, outbox } = await outboxRig()
    mkdirSync(join(dataDir, 'sandbox'), { recursive: true })
    fill(dataDir, 1)
    const { entries } = await outbox.list(SANDBOX, '', 0, 1)
    expect((await outbox.edit(entries[0]?.id ?? '')).content).toMatchObject({
      from: 'Ann <ann@example.com>',
      to: ['r1@example.com'],
      subject: 'Message 1',
      body: { kind: 'plain' },
    })
  })
})

describe('The port of the sandbox', () => {
  it('opens for other programs and closes again', async () => {
    const { core, outbox, events } = await outboxRig()
    const port = new SandboxPort(core, outbox.caught)
    expect(await port.status()).toEqual({ port: null, messages: 0 })
    const status = await port.listen(0)
    expect(status.port).toBeGreaterThan(0)
    const connect = await core.connect({
      name: 'other',
      backend: 'smtp',
      options: { host: '127.0.0.1', port: status.port, tls: 'none' },
    })
    const profile = core.resolveProfile({ options: {} })
    const document = { from: 'a@example.com', to: ['b@example.com'], subject: 'From afar', body: 'x' }
    await connect().sendMessages([await core.buildMessage(document, '/', profile)])
    await expect.poll(() => events).toContainEqual({ name: 'sandbox', data: { messages: 1 } })
    expect(await port.listen(null)).toEqual({ port: null, messages: 1 })
    await port.close()
  })

  it('that is taken is told, and the one before stays open', async () => {
    const { core, outbox } = await outboxRig()
    const [first, second] = [new SandboxPort(core, outbox.caught), new SandboxPort(core, outbox.caught)]
    const taken = (await first.listen(0)).port
    const own = (await second.listen(0)).port
    await expect(second.listen(taken)).rejects.toMatchObject({ code: 'backend-unavailable' })
    expect((await second.status()).port).toBe(own)
    await first.close()
    await second.close()
  })
})

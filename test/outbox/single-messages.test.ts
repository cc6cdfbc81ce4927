import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { draftWith, outboxRig } from '../helpers/outbox.ts'
import { converse, type Peer, scriptedServer, welcome } from '../helpers/scripted-server.ts'
import { tempDir } from '../helpers/temp-dir.ts'

/** Answers each RCPT by the name in it; counts the messages that were completed. */
async function server(answers: Readonly<Record<string, readonly string[]>> = {}) {
  const completed: string[] = []
  const asked: string[] = []
  const script = async (peer: Peer): Promise<void> => {
    if (!(await welcome(peer))) return
    await converse(peer, (command) => {
      if (command === '.') completed.push(command)
      const name = /^RCPT TO:<([^@]+)@/.exec(command)?.[1]
      if (name === undefined) return undefined
      const times = asked.filter((other) => other === name).length
      asked.push(name)
      return answers[name]?.[Math.min(times, answers[name].length - 1)]
    })
  }
  const { port, peers } = await scriptedServer(script)
  return { port, peers, asked, completed }
}

const THREE = draftWith({ to: ['yes@example.com', 'no@example.com', 'later@example.com'] })
const ANSWERS = {
  yes: ['250 2.1.5 ok\r\n'],
  no: ['550 5.1.1 no such user\r\n'],
  later: ['450 4.2.0 greylisted\r\n', '250 2.1.5 ok\r\n'],
}

describe('A single message', () => {
  it('leaves exactly as it was previewed, and is kept with those bytes', async () => {
    const { port, peers } = await server()
    const { compose, settled } = await outboxRig({ port })
    const preview = await compose.preview(draftWith())
    const { id } = await compose.send(draftWith(), null)
    const { view, fidelity, recipients, queueId } = await settled(id, 'accepted')
    expect(view.sha256).toBe(preview.sha256)
    expect(view.messageId).toBe(preview.messageId)
    expect(fidelity).toBe('kept')
    expect(recipients).toMatchObject([{ address: 'bob@example.com', state: 'accepted' }])
    expect(queueId).toBe('Q1')
    expect(peers).toHaveLength(1)
  })

  it('sent after another has another Message-ID', async () => {
    const { compose } = await outboxRig()
    const first = await compose.preview(draftWith())
    await compose.send(draftWith(), null)
    expect((await compose.preview(draftWith())).messageId).not.toBe(first.messageId)
  })

  it('tells each recipient apart, and goes again only to the one who was put off', async () => {
    const { port, asked, completed } = await server(ANSWERS)
    const { compose, outbox, settled } = await outboxRig({ port })
    const { id } = await compose.send(THREE, null)
    const first = await settled(id, 'deferred')
    const states = (recipients: typeof first.recipients) => recipients.map(({ state, code }) => [state, code])
    expect(states(first.recipients)).toEqual([
      ['accepted', expect.any(Number)],
      ['failed', 550],
      ['deferred', 450],
    ])
    const { recipients } = await outbox.retry(id)
    expect(recipients.map(({ state }) => state)).toEqual(['accepted', 'failed', 'accepted'])
    expect(asked).toEqual(['yes', 'no', 'later', 'later'])
    expect(completed).toHaveLength(2)
    const again = await outbox.message(id)
    expect(again.view.sha256).toBe(first.view.sha256)
    expect(again.entry.state).toBe('failed')
    await expect(outbox.retry(id)).rejects.toMatchObject({ code: 'state-conflict' })
  })

  it('is not sent twice to who had it when a retry did not reach the server', async () => {
    const { port, asked } = await server(ANSWERS)
    const { core, compose, outbox, settled } = await outboxRig({ port })
    const { id } = await compose.send(THREE, null)
    await settled(id, 'deferred')
    const { settings } = core
    const wrong = { backend: 'smtp', options: { host: '127.0.0.1', port: 1, tls: 'none' } }
    await core.saveSettings({ ...settings, profiles: { ...settings.profiles, server: wrong } })
    await outbox.retry(id)
    expect((await outbox.message(id)).recipients[0]).toMatchObject({ state: 'accepted' })
    await core.saveSettings(settings)
    await outbox.retry(id)
    expect(asked).toEqual(['yes', 'no', 'later', 'later'])
  })

  it('waits for the seconds of undo, and undo brings its draft back', async () => {
    const { port, peers } = await server()
    const { compose, outbox, drafts } = await outboxRig({ port, undoSeconds: 30 })
    const { id: draft } = drafts.save(null, draftWith())
    const before = Date.now()
    const { id, sendsAt } = await compose.send(draftWith(), draft)
    expect(sendsAt).toBeGreaterThanOrEqual(before + 30_000)
    expect((await outbox.message(id)).entry.state).toBe('queued')
    expect((await outbox.message(id)).fidelity).toBe('not-sent')
    expect(compose.undo(id)).toBe(true)
    expect(drafts.get(draft).content).toEqual(draftWith())
    await expect(outbox.message(id)).rejects.toMatchObject({ code: 'unknown-item' })
    expect(peers).toHaveLength(0)
  })

  it('without a draft has one after undo', async () => {
    const { port } = await server()
    const { compose, drafts } = await outboxRig({ port, undoSeconds: 30 })
    const { id } = await compose.send(draftWith({ subject: 'Back' }), null)
    compose.undo(id)
    expect(drafts.list()).toMatchObject([{ subject: 'Back' }])
  })

  it('cannot be called back once it left, and its draft is gone then', async () => {
    const { compose, drafts, settled } = await outboxRig()
    const { id: draft } = drafts.save(null, draftWith())
    const { id } = await compose.send(draftWith(), draft)
    await settled(id, 'accepted')
    expect(compose.undo(id)).toBe(false)
    expect(drafts.list()).toEqual([])
  })

  it('in its undo seconds leaves when the program is closed', async () => {
    const { port, completed } = await server()
    const { compose, outbox } = await outboxRig({ port, undoSeconds: 30 })
    await compose.send(draftWith(), null)
    await outbox.close()
    expect(completed).toHaveLength(1)
  })

  it('does not wait where the mail stays on this computer', async () => {
    const { core, compose } = await outboxRig()
    const { preferences } = core.settings
    await core.saveSettings({ ...core.settings, preferences: { ...preferences, undoSeconds: 30 } })
    const { sendsAt } = await compose.send(draftWith(), null)
    expect(sendsAt).toBeLessThanOrEqual(Date.now())
  })

  it('whose server is off fails or waits in plain words, and can be sent again', async () => {
    const { port, peers } = await server()
    const { core, compose, outbox, events } = await outboxRig({ port: 1 })
    const { id } = await compose.send(draftWith(), null)
    await expect.poll(async () => (await outbox.message(id)).recipients, { timeout: 5_000 }).toHaveLength(1)
    const { recipients, entry } = await outbox.message(id)
    expect(['deferred', 'failed']).toContain(entry.state)
    expect(recipients[0]?.text).toMatch(/127\.0\.0\.1|refused|reach/i)
    expect(events).toContainEqual({ name: 'outbox', data: { id } })
    const options = { host: '127.0.0.1', port, tls: 'none' }
    const { settings } = core
    const profiles = { ...settings.profiles, server: { backend: 'smtp', options } }
    await core.saveSettings({ ...settings, profiles })
    expect((await outbox.retry(id)).recipients).toMatchObject([{ state: 'accepted' }])
    expect(peers).toHaveLength(1)
  })

  it('whose connection broke after the final dot is uncertain, and the user decides', async () => {
    let connections = 0
    const { port } = await scriptedServer(async (peer) => {
      connections += 1
      if (!(await welcome(peer))) return
      const breaks = connections === 1
      await converse(peer, (command) => {
        if (command === '.' && breaks) peer.reset()
        return undefined
      })
    })
    const { compose, outbox, settled } = await outboxRig({ port })
    const { id } = await compose.send(draftWith(), null)
    await settled(id, 'uncertain')
    await outbox.resolve(id, 'resend')
    expect((await outbox.message(id)).entry.state).toBe('accepted')
    await expect(outbox.resolve(id, 'sent')).rejects.toMatchObject({ code: 'state-conflict' })
  })

  it('taken as sent is accepted', async () => {
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer))) return
      await converse(peer, (command) => {
        if (command === '.') peer.reset()
        return undefined
      })
    })
    const { compose, outbox, settled } = await outboxRig({ port })
    const { id } = await compose.send(draftWith(), null)
    await settled(id, 'uncertain')
    await outbox.resolve(id, 'sent')
    expect(await outbox.message(id)).toMatchObject({ entry: { state: 'accepted' } })
  })

  it.each([
    ['no sender', draftWith({ from: '' }), 'missing-sender'],
    ['no recipients', draftWith({ to: [' '] }), 'invalid-address'],
    ['a header over two lines', draftWith({ subject: 'a\r\nBcc: eve@example.com' }), 'bad-header'],
    ['a header twice', draftWith({ headers: [header('X-A'), header('x-a')] }), 'bad-header'],
    ['a profile nobody knows', draftWith({ profile: 'nowhere' }), 'unknown-profile'],
  ])('with %s is refused, and nothing of it is kept', async (_, content, code) => {
    const { compose, outbox } = await outboxRig()
    await expect(compose.send(content, null)).rejects.toMatchObject({ code })
    expect((await outbox.list({ kind: 'single' }, '', 0, 10)).total).toBe(0)
  })

  it('is found by its subject, its addresses and its words', async () => {
    const { compose, outbox } = await outboxRig()
    await compose.send(
      draftWith({ subject: '請求書 42', body: { kind: 'plain', source: 'Orange juice' } }),
      null,
    )
    await compose.send(draftWith({ subject: 'Other "quoted"' }), null)
    const found = async (search: string) => (await outbox.list({ kind: 'single' }, search, 0, 10)).total
    expect(await found('請求書')).toBe(1)
    expect(await found('請')).toBe(1)
    expect(await found('ORANGE')).toBe(1)
    expect(await found('bob@')).toBe(2)
    expect(await found('"quoted"')).toBe(1)
    expect(await found('100%')).toBe(0)
  })
})

describe('After a crash', () => {
  const crashed = async (sql: string, undoSeconds = 30) => {
    const { port, peers } = await server()
    const before = await outboxRig({ port, undoSeconds })
    const { id } = await before.compose.send(draftWith(), null)
    // The process ends here: what it had written by then is all there is.
    const dataDir = await tempDir()
    const file = join(dataDir, 'outbox.db')
    const source = new DatabaseSync(join(before.dataDir, 'outbox.db'))
    source.exec(`VACUUM INTO '${file}'`)
    source.close()
    before.compose.undo(id)
    const db = new DatabaseSync(file)
    if (sql !== '') db.exec(sql)
    db.close()
    const after = await outboxRig({ dataDir, port, undoSeconds })
    return { ...after, id, peers }
  }

  it('a message with the mark and without a result is uncertain', async () => {
    const { outbox, id, peers } = await crashed(
      "UPDATE message SET state = 'attempting', attempts = 1, body_sent_at = 5",
    )
    const { entry, recipients } = await outbox.message(id)
    expect(entry.state).toBe('uncertain')
    expect(recipients).toMatchObject([{ address: 'bob@example.com', state: 'uncertain' }])
    expect(peers).toHaveLength(0)
  })

  it('a message that was claimed and not marked waits for the user, who may send it', async () => {
    const { outbox, id, peers } = await crashed("UPDATE message SET state = 'attempting', attempts = 1")
    expect((await outbox.message(id)).entry.state).toBe('queued')
    expect(peers).toHaveLength(0)
    expect((await outbox.retry(id)).recipients).toMatchObject([{ state: 'accepted' }])
  })

  it('a message in its undo seconds does not leave by itself; edited it is out of the outbox', async () => {
    const { outbox, drafts, id, peers } = await crashed('')
    expect((await outbox.message(id)).entry.state).toBe('queued')
    expect((await outbox.edit(id)).content).toEqual(draftWith())
    expect(drafts.list()).toHaveLength(1)
    await expect(outbox.message(id)).rejects.toMatchObject({ code: 'unknown-item' })
    expect(peers).toHaveLength(0)
  })
})

function header(name: string) {
  return { name, value: 'x' }
}

describe('The draft of a message', () => {
  it('stays when nobody got it, and goes once a retry delivers it', async () => {
    let refuses = true
    const { port } = await scriptedServer(async (peer) => {
      if (!(await welcome(peer, []))) return
      await converse(peer, (command) =>
        refuses && command.startsWith('MAIL') ? '550 5.7.1 not you\r\n' : undefined,
      )
    })
    const { compose, drafts, outbox, settled } = await outboxRig({ port })
    const { id: draft } = drafts.save(null, draftWith())
    const { id } = await compose.send(draftWith(), draft)
    const { problem, fidelity } = await settled(id, 'failed')
    expect(problem).toMatchObject({ kind: 'environment', code: 'sender-refused' })
    expect(fidelity).toBe('not-sent')
    expect(drafts.list()).toHaveLength(1)
    refuses = false
    await outbox.retry(id)
    expect((await settled(id, 'accepted')).problem).toBeNull()
    expect(drafts.list()).toEqual([])
  })

  it('stays as it is now when it was changed after the message was sent', async () => {
    const { compose, drafts, settled } = await outboxRig()
    const { id: draft } = drafts.save(null, draftWith())
    const { id } = await compose.send(draftWith(), draft)
    drafts.save(draft, draftWith({ subject: 'Changed meanwhile' }))
    await settled(id, 'accepted')
    expect(drafts.list()).toMatchObject([{ subject: 'Changed meanwhile' }])
  })
})

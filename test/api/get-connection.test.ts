import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BadHeaderError, EmailMessage, getConnection, outbox } from '../../src/main/api/index.ts'
import { connect, dataDirWith, emailWith, lastSent, plainEmail } from '../helpers/scripting.ts'
import { Sink } from '../helpers/sink.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { smtpPeer } from './smtp-peer.ts'

describe('getConnection', () => {
  const profiles = {
    default: { backend: 'dummy', options: {} },
    marketing: { backend: 'memory', options: {}, from: 'marketing@example.com' },
  }

  it('takes the default profile of the settings, or the one named', async () => {
    const dataDir = await dataDirWith({ profiles, defaultProfile: 'default', from: 'settings@example.com' })
    const before = outbox.length
    const connection = await getConnection({ dataDir })
    await new EmailMessage({ to: ['to@example.com'], connection }).send()
    expect(outbox.length).toBe(before)
    await new EmailMessage({ to: ['to@example.com'] }).send({ profile: 'marketing', dataDir })
    expect(lastSent()).toMatchObject({ profile: 'marketing', envelope: { from: 'marketing@example.com' } })
  })

  it('gives messages the sender, reply address and charset of the settings', async () => {
    const settings = { from: 'settings@example.com', replyTo: ['reply@example.com'], charset: 'iso-8859-1' }
    const connection = await connect({}, settings)
    const email = new EmailMessage({ body: 'Grüße', to: ['to@example.com'], connection })
    const wire = (await email.message()).toString('latin1')
    expect(wire).toContain('From: settings@example.com\r\n')
    expect(wire).toContain('Reply-To: reply@example.com\r\n')
    expect(wire).toContain('charset="iso-8859-1"')
  })

  it('names a profile, an option or a backend that is unknown', async () => {
    const dataDir = await dataDirWith({ profiles, defaultProfile: 'default' })
    await expect(getConnection({ dataDir, profile: 'none' })).rejects.toMatchObject({
      code: 'unknown-profile',
    })
    await expect(getConnection({ dataDir, backend: 'none' })).rejects.toMatchObject({
      code: 'unknown-backend',
    })
    await expect(getConnection({ dataDir, unknown: 1, oops_typo: 2 })).rejects.toThrow(
      "'oops_typo', 'unknown'",
    )
    const both = { dataDir, profile: 'marketing', backend: 'dummy' }
    await expect(getConnection(both)).rejects.toMatchObject({ code: 'bad-option' })
  })

  it('A40: dummy counts and keeps nothing; memory keeps a copy and says which profile sent it', async () => {
    const before = outbox.length
    expect(await (await emailWith({ connection: await connect({ backend: 'dummy' }) })).send()).toBe(1)
    expect(outbox.length).toBe(before)
    const email = await emailWith()
    await email.send()
    email.subject = 'Changed'
    email.to.push('other@example.com')
    expect(lastSent()).toMatchObject({
      profile: 'memory',
      message: { subject: 'Subject', to: ['to@example.com'] },
    })
  })

  it('A40: even a backend that sends nothing gets no bad header', async () => {
    const email = await emailWith({ subject: 'a\nb', connection: await connect({ backend: 'dummy' }) })
    await expect(email.send()).rejects.toBeInstanceOf(BadHeaderError)
  })

  it('A40: a custom backend is a module, and extra options reach it', async () => {
    const path = join(await tempDir(), 'backend.mjs')
    await writeFile(
      path,
      `import { writeFile } from 'node:fs/promises'
       export class Backend {
         constructor(options) { this.options = options }
         async sendMessages([message]) {
           await writeFile(this.options.note, message.envelope.to.join())
         }
       }`,
    )
    const note = join(await tempDir(), 'note.txt')
    expect(await plainEmail('custom').send({ connection: await connect({ backend: path, note }) })).toBe(1)
    expect(await readFile(note, 'utf8')).toBe('to@example.com')
  })

  it('A41: console writes to the stream given, each message followed by a line of dashes', async () => {
    const stream = new Sink()
    const connection = await connect({ backend: 'console', stream })
    await connection.sendMessages([plainEmail('1'), plainEmail('2')])
    const parts = stream.bytes.toString().split(`\n${'-'.repeat(79)}\n`)
    expect(parts.map((part) => /^Subject: (.*)\r$/m.exec(part)?.[1])).toEqual(['1', '2', undefined])
  })

  it('A41: file writes one .eml with exactly the bytes of message()', async () => {
    const dir = join(await tempDir(), 'new', 'outbox')
    const email = await emailWith({ connection: await connect({ backend: 'file', dir }) })
    await email.send()
    const files = await readdir(dir)
    expect(files).toHaveLength(1)
    expect(await readFile(join(dir, files[0] ?? ''))).toEqual(await email.message())
  })

  it('A42: what is given comes before what the profile says', async () => {
    const peer = await smtpPeer()
    const smtp = { backend: 'smtp', options: { host: 'mail.invalid', port: 1, tls: 'none' } }
    const dataDir = await dataDirWith({ profiles: { smtp }, defaultProfile: 'smtp' })
    await using connection = await getConnection({ dataDir, host: '127.0.0.1', port: peer.port })
    expect((await connection.sendMessages([plainEmail('1')])).sent).toBe(1)
  })
})

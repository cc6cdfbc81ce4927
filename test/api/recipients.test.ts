import { describe, expect, it } from 'vitest'
import { EmailMessage } from '../../src/main/api/index.ts'
import { bytesOf, connect, emailWith, headersOf, lastSent, wireOf } from '../helpers/scripting.ts'

describe('the fields of a message', () => {
  it('A1: a plain message has exactly these headers and this body', async () => {
    const wire = await wireOf(await emailWith())
    expect(headersOf(wire, 'Subject')).toEqual(['Subject'])
    expect(headersOf(wire, 'From')).toEqual(['from@example.com'])
    expect(headersOf(wire, 'To')).toEqual(['to@example.com'])
    expect(wire.endsWith('\r\n\r\nContent\r\n')).toBe(true)
  })

  it('A1: two recipients share one To header', async () => {
    const email = await emailWith({ to: ['to@example.com', 'other@example.com'] })
    expect(headersOf(await wireOf(email), 'To')).toEqual(['to@example.com, other@example.com'])
  })

  it('A2: without to there is no To header, and blanks are dropped everywhere', async () => {
    const email = await emailWith({
      to: ['', null],
      cc: ['cc@example.com', ''],
      bcc: [null, 'bcc@example.com', undefined],
      replyTo: ['', 'reply@example.com'],
    })
    const wire = await wireOf(email)
    expect(headersOf(wire, 'To')).toEqual([])
    expect(headersOf(wire, 'Reply-To')).toEqual(['reply@example.com'])
    expect(email.recipients()).toEqual(['cc@example.com', 'bcc@example.com'])
  })

  it('A3: cc is one header, and recipients are to, cc and bcc in that order', async () => {
    const email = await emailWith({
      bcc: ['bcc@example.com'],
      cc: ['cc@example.com', 'cc.other@example.com'],
    })
    expect(headersOf(await wireOf(email), 'Cc')).toEqual(['cc@example.com, cc.other@example.com'])
    expect(email.recipients()).toEqual([
      'to@example.com',
      'cc@example.com',
      'cc.other@example.com',
      'bcc@example.com',
    ])
  })

  it.each([
    ['Cc', 'A3', { cc: ['cc@example.com'] }],
    ['Cc', 'A3', {}],
    ['Reply-To', 'A5', { replyTo: ['reply@example.com'] }],
    ['Reply-To', 'A5', {}],
  ])('a %s header (%s) is the only one, whatever the field says', async (name, _, fields) => {
    const email = await emailWith({ ...fields, headers: { [name]: 'override@example.com' } })
    expect(headersOf(await wireOf(email), name)).toEqual(['override@example.com'])
  })

  it('A4: bcc gets the message and leaves no trace in it', async () => {
    const email = await emailWith({ bcc: ['hidden@example.com'] })
    expect(await email.send()).toBe(1)
    expect(lastSent().envelope.to).toEqual(['to@example.com', 'hidden@example.com'])
    expect(lastSent().message.bcc).toEqual(['hidden@example.com'])
    expect(bytesOf(lastSent())).not.toContain('hidden')
  })

  it('A5: two reply addresses share one header', async () => {
    const email = await emailWith({ replyTo: ['reply1@example.com', 'reply2@example.com'] })
    expect(headersOf(await wireOf(email), 'Reply-To')).toEqual(['reply1@example.com, reply2@example.com'])
  })

  it('A6: a set is a list of addresses as well', async () => {
    const email = await emailWith({ to: new Set(['a@example.com', 'b@example.com']) })
    expect(email.recipients()).toEqual(['a@example.com', 'b@example.com'])
  })

  it.each(['to', 'cc', 'bcc', 'replyTo'])(
    'A6: a bare string in %s is refused at once and at the end',
    async (field) => {
      const message = `"${field}" argument must be a list or tuple`
      const fields: object = { [field]: 'to@example.com' }
      expect(() => new EmailMessage(fields)).toThrow(new TypeError(message))
      const email = Object.assign(await emailWith(), fields)
      await expect(email.message()).rejects.toThrow(new TypeError(message))
    },
  )

  it('A7: Date and Message-ID in any case are used as they are, once', async () => {
    const email = await emailWith({
      headers: { date: 'Fri, 09 Nov 2001 01:08:47 -0000', 'Message-ID': 'foo' },
    })
    const wire = await wireOf(email)
    expect(headersOf(wire, 'Date')).toEqual(['Fri, 09 Nov 2001 01:08:47 -0000'])
    expect(headersOf(wire, 'Message-ID')).toEqual(['foo'])
  })

  it('A8: a Date object becomes what RFC 5322 wants', async () => {
    const email = await emailWith({ headers: { Date: new Date('2001-11-09T01:08:47Z') } })
    expect(headersOf(await wireOf(email), 'Date')).toEqual(['Fri, 09 Nov 2001 01:08:47 +0000'])
  })

  it('A9: a From header wins over from for the header but not for the envelope, every time', async () => {
    const email = await emailWith({ from: 'bounce@example.com', headers: { From: 'from@example.com' } })
    expect(await email.message()).toEqual(await email.message())
    await email.send()
    expect(headersOf(bytesOf(lastSent()), 'From')).toEqual(['from@example.com'])
    expect(lastSent().envelope.from).toBe('bounce@example.com')
  })

  it('A10: a To header wins over to for the header but not for the envelope', async () => {
    const to = ['sub1@example.com', 'sub2@example.com']
    const email = await emailWith({ to, headers: { To: 'mailing-list@example.com' } })
    await email.send()
    expect(headersOf(bytesOf(lastSent()), 'To')).toEqual(['mailing-list@example.com'])
    expect(lastSent().envelope.to).toEqual(to)
    expect(email.to).toEqual(to)
  })

  it('A10: a To header alone reaches nobody', async () => {
    const email = await emailWith({ to: [], headers: { To: 'mailing-list@example.com' } })
    expect(headersOf(await wireOf(email), 'To')).toEqual(['mailing-list@example.com'])
    expect(email.recipients()).toEqual([])
    expect(await email.send()).toBe(0)
  })

  it('A35: every field may be changed, and nothing is left of the old values', async () => {
    const email = await emailWith({
      subject: 'old',
      body: 'old',
      from: 'old@example.com',
      to: ['old@example.com'],
      cc: ['old@example.com'],
      bcc: ['old@example.com'],
      replyTo: ['old@example.com'],
      headers: { 'X-Name': 'old' },
      attachments: [['old.txt', 'old']],
      alternatives: [['old', 'text/html']],
    })
    email.subject = 'new'
    email.body = 'new'
    email.from = 'new@example.com'
    email.to = ['new@example.com']
    email.cc = ['cc@example.com']
    email.bcc = ['bcc@example.com']
    email.replyTo = ['reply@example.com']
    email.headers = { 'X-Name': 'new' }
    email.attachments = [['new.bin', Buffer.from([0, 1])]]
    email.alternatives = [{ content: '<p>new</p>', mimetype: 'text/html' }]
    const wire = await wireOf(email)
    expect(wire).not.toContain('old')
    expect(wire.match(/new/g)).toHaveLength(7)
    expect(email.recipients()).toEqual(['new@example.com', 'cc@example.com', 'bcc@example.com'])
  })

  it('A35: a message once looked at can still be changed, and keeps its Message-ID', async () => {
    const email = await emailWith()
    const [before] = headersOf(await wireOf(email), 'Message-ID')
    email.subject = 'Changed'
    const wire = await wireOf(email)
    expect(headersOf(wire, 'Subject')).toEqual(['Changed'])
    expect(headersOf(wire, 'Message-ID')).toEqual([before])
  })

  it('A35: positions follow the order of Django', async () => {
    const connection = await connect()
    const email = new EmailMessage(
      'Subject',
      'Content',
      'from@example.com',
      ['to@example.com'],
      ['bcc@example.com'],
      connection,
      [['a.txt', 'text']],
      { 'X-Name': 'value' },
      ['cc@example.com'],
      ['reply@example.com'],
    )
    expect(email).toMatchObject({
      subject: 'Subject',
      body: 'Content',
      from: 'from@example.com',
      to: ['to@example.com'],
      bcc: ['bcc@example.com'],
      attachments: [{ filename: 'a.txt' }],
      headers: { 'X-Name': 'value' },
      cc: ['cc@example.com'],
      replyTo: ['reply@example.com'],
    })
    expect(email.connection).toBe(connection)
  })

  it('a field no message has is refused by its name', () => {
    const typo: object = { reply_to: ['reply@example.com'] }
    expect(() => new EmailMessage(typo)).toThrow(expect.objectContaining({ code: 'unknown-option' }))
  })

  it('a recipient that a subclass adds gets a blind copy', async () => {
    class Watched extends EmailMessage {
      override recipients(): string[] {
        return [...super.recipients(), 'archive@example.com']
      }
    }
    const email = new Watched({
      from: 'from@example.com',
      to: ['to@example.com'],
      connection: await connect(),
    })
    await email.send()
    expect(lastSent().envelope.to).toEqual(['to@example.com', 'archive@example.com'])
    expect(bytesOf(lastSent())).not.toContain('archive')
  })
})

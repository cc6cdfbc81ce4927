import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { BadHeaderError } from '../../src/main/api/index.ts'
import { bytesOf, emailWith, headersOf, lastSent, wireOf } from '../helpers/scripting.ts'

const INJECTION = 'Header values may not contain linefeed or carriage return characters'

describe('header injection (A11)', () => {
  it.each(['Subject\nInjection Test', 'Subject\rInjection Test', 'Subject\r\nInjection Test', 'Subject\n'])(
    'A11: the subject %j is refused, also when it is computed late',
    async (subject) => {
      for (const given of [subject, { toString: () => subject }]) {
        const email = await emailWith({ subject: given })
        await expect(email.message()).rejects.toThrow(BadHeaderError)
        await expect(email.send()).rejects.toThrow(INJECTION)
      }
    },
  )

  const names = [
    'From',
    'Sender',
    'Reply-To',
    'To',
    'Cc',
    'Resent-From',
    'Resent-Sender',
    'Resent-To',
    'Resent-Cc',
  ]
  it.each([...names, 'Resent-Bcc'])('A11: a line break in a %s header is refused', async (name) => {
    for (const value of [
      'Name\nInjection <to@example.com>',
      '"Name\nInjection" <to@example.com>',
      '"Name\rInjection" <to@example.com>',
      '"Name\r\nInjection" <to@example.com>',
      'Name <to\ninjection@example.com>',
      'to\ninjection@example.com',
      'to@example.com\n',
    ]) {
      const email = await emailWith({ headers: { [name]: value } })
      await expect(email.message(), JSON.stringify(value)).rejects.toThrow(INJECTION)
    }
  })

  it.each(['from', 'to', 'cc', 'replyTo'] as const)(
    'A11: a line break in the field %s is refused',
    async (field) => {
      const value = 'Name\nInjection <to@example.com>'
      const email = await emailWith({ [field]: field === 'from' ? value : [value] })
      await expect(email.message()).rejects.toThrow(INJECTION)
    },
  )
})

describe('encoding of headers', () => {
  it('A12: a long subject folds at a word and unfolds to itself', async () => {
    const subject =
      'Long subject lines that get wrapped should contain a space continuation character to comply with RFC 822'
    const wire = await wireOf(await emailWith({ subject }))
    expect(wire).toMatch(/^Subject: Long .*\r\n continuation /m)
    expect(headersOf(wire, 'Subject')).toEqual([subject])
  })

  it('A13, A14: what is beyond ASCII arrives as it was written, in ASCII', async () => {
    const email = await emailWith({
      subject: 'Gżegżółka',
      to: [
        '"Firstname Sürname" <to@example.com>',
        '"Sürname, Firstname" <to@example.com>',
        'other@example.com',
      ],
      headers: { Sender: '"Firstname Sürname" <sender@example.com>', Comments: 'My Sürname is non-ASCII' },
    })
    const bytes = await email.message()
    expect(bytes.every((octet) => octet < 128)).toBe(true)
    const parsed = await PostalMime.parse(bytes)
    expect(parsed.subject).toBe('Gżegżółka')
    expect(parsed.to).toEqual([
      { name: 'Firstname Sürname', address: 'to@example.com' },
      { name: 'Sürname, Firstname', address: 'to@example.com' },
      { name: '', address: 'other@example.com' },
    ])
    expect(parsed.sender).toEqual({ name: 'Firstname Sürname', address: 'sender@example.com' })
    expect(headersOf(bytes.toString(), 'Comments')[0]).toMatch(/^My =\?utf-8\?/)
  })

  it('A15: a charset of its own is used for headers, text and HTML', async () => {
    const email = await emailWith({
      charset: 'iso-8859-1',
      subject: 'Grüße',
      body: 'Firstname Sürname is a great guy.',
    })
    email.attachAlternative('<p>Firstname Sürname is a <strong>great</strong> guy.</p>', 'text/html')
    const wire = await wireOf(email)
    expect(wire).toMatch(/^Subject: =\?iso-8859-1\?/im)
    expect(wire.match(/charset="?iso-8859-1/g)).toHaveLength(2)
    expect(wire.match(/S=FCrname/g)).toHaveLength(2)
    expect((await PostalMime.parse(wire)).text?.trim()).toBe('Firstname Sürname is a great guy.')
  })

  it.each([
    ['A name <to@example.com>', 'A name', 'to@example.com'],
    ['"Comma, requires quotes" <to@example.com>', 'Comma, requires quotes', 'to@example.com'],
    ['"to@other.com" <to@example.com>', 'to@other.com', 'to@example.com'],
    ['to@éxample.com', '', 'to@xn--xample-9ua.com'],
    ['To Example <to@exampl€.com>', 'To Example', 'to@xn--exampl-nc1c.com'],
    ['to@xn--fa-hia.example.com', '', 'to@xn--fa-hia.example.com'],
    [
      `"${'Tó Example very long '.repeat(4)}" <to@example.com>`,
      'Tó Example very long '.repeat(4),
      'to@example.com',
    ],
  ])('A16: %s is understood', async (written, name, address) => {
    await (await emailWith({ to: [written] })).send()
    expect(lastSent().envelope.to).toEqual([address])
    expect((await PostalMime.parse(bytesOf(lastSent()))).to).toEqual([{ name, address }])
  })

  it('A16: a quoted local part keeps its quotes', async () => {
    const wire = await wireOf(await emailWith({ to: ['"to@other.com"@example.com'] }))
    expect(headersOf(wire, 'To')).toEqual(['"to@other.com"@example.com'])
  })

  it('A17: an address without a domain needs local delivery', async () => {
    const email = await emailWith({ to: ['django'] })
    await expect(email.message()).rejects.toThrow('Invalid address')
    email.policy = { localDelivery: true }
    expect(headersOf(await wireOf(email), 'To')).toEqual(['django'])
  })

  it('A18: SMTPUTF8 leaves headers in UTF-8', async () => {
    const email = await emailWith({
      subject: 'Detta ämne innehåller icke-ASCII-tecken',
      to: ['nøn-åscîi@example.com'],
      policy: { smtpUtf8: true },
    })
    const text = (await email.message()).toString('utf8')
    expect(headersOf(text, 'Subject')).toEqual(['Detta ämne innehåller icke-ASCII-tecken'])
    expect(headersOf(text, 'To')).toEqual(['nøn-åscîi@example.com'])
  })

  it('A19: every message has a Message-ID of its own, in angle brackets, with a host', async () => {
    const ids = new Set<string>()
    for (let i = 0; i < 20; i++) ids.add(headersOf(await wireOf(await emailWith()), 'Message-ID')[0] ?? '')
    expect(ids.size).toBe(20)
    for (const id of ids) expect(id).toMatch(/^<[\w.-]+@[\w.-]+>$/)
  })

  it('A20: the Date is in UTC unless a time zone is chosen', async () => {
    const email = await emailWith()
    expect(headersOf(await wireOf(email), 'Date')[0]).toMatch(/ \+0000$/)
    email.policy = { timeZone: 'Africa/Algiers' }
    expect(headersOf(await wireOf(email), 'Date')[0]).toMatch(/ \+0100$/)
  })

  it('a promise somebody forgot to await is no subject', async () => {
    const email = await emailWith({ subject: Promise.resolve('Hello') })
    await expect(email.message()).rejects.toThrow('"subject" must be text, not [object Promise]')
  })
})

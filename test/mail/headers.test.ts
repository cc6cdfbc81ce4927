/** Header lines: what is refused, what is encoded, where lines fold. Round trips are in test/property. */
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { parseAddressList } from '../../src/main/mail/address.ts'
import { BadHeaderError, InvalidAddressError } from '../../src/main/mail/errors.ts'
import {
  addressHeaderLine,
  assertHeaderName,
  assertHeaderValue,
  headerLine,
  isAddressHeader,
  parameterHeaderLine,
} from '../../src/main/mail/headers.ts'

const options = { charset: 'utf-8', smtpUtf8: false }
const smtpUtf8 = { charset: 'utf-8', smtpUtf8: true }
const policy = { smtpUtf8: false, localDelivery: false }

describe('a header name', () => {
  test.each(['Subject', 'X-Priority', 'List-Unsubscribe', 'x!#$%&*+', '__proto__', 'Contents', 'X-Bcc'])(
    '%s may be set',
    (name) => {
      expect(() => assertHeaderName(name)).not.toThrow()
    },
  )

  test.each([
    'Bcc',
    'bcc',
    'BCC',
    'Content-Type',
    'content-transfer-encoding',
    'Content-X',
    'MIME-Version',
    'Received',
  ])('%s may not be set', (name) => {
    expect(() => assertHeaderName(name)).toThrow(BadHeaderError)
    expect(() => assertHeaderName(name)).toThrow(name)
  })

  test.each([
    'Return-Path',
    'DKIM-Signature',
    '',
    'a b',
    'a:',
    'a\r\nBcc',
    'Bcc ',
    'ü',
    'a\0',
    'x'.repeat(77),
  ])('%j may not be set either', (name) => {
    expect(() => assertHeaderName(name)).toThrow(expect.objectContaining({ code: 'bad-header' }))
  })

  test('of an address header is known in any case', () => {
    for (const name of [
      'From',
      'SENDER',
      'reply-to',
      'To',
      'Cc',
      'Bcc',
      'Resent-From',
      'resent-bcc',
      'Resent-Reply-To',
    ]) {
      expect(isAddressHeader(name)).toBe(true)
    }
    for (const name of ['Subject', 'X-To', 'Resent-Date', 'Tot']) expect(isAddressHeader(name)).toBe(false)
  })
})

describe('a header value', () => {
  test.each(['Subject\nInjection Test', 'a\r\nb', 'a\rb', 'trailing\n', '\r', 'é\n'])(
    '%j is refused as a line break',
    (value) => {
      const words =
        'Header values may not contain linefeed or carriage return characters; remove them from Subject.'
      expect(() => assertHeaderValue('Subject', value)).toThrow(words)
      expect(() => headerLine('Subject', value, options)).toThrow(words)
      expect(() => headerLine('Subject', value, smtpUtf8)).toThrow(words)
    },
  )

  test.each([
    ['a\0', 'U+0000'],
    ['\x07', 'U+0007'],
    ['\x1b[31m', 'U+001B'],
    ['\x7f', 'U+007F'],
    ['\x85', 'U+0085'],
    ['\ud83d', 'U+D83D'],
  ])('%j is refused, naming the character', (value, code) => {
    expect(() => headerLine('X-A', value, options)).toThrow(`remove ${code} from X-A`)
    expect(() => headerLine('X-A', value, smtpUtf8)).toThrow(BadHeaderError)
  })

  test('that is plain is sent as it is', () => {
    expect(headerLine('Subject', 'Hello: "world" <x@y>', options)).toBe('Subject: Hello: "world" <x@y>\r\n')
    expect(headerLine('Subject', '', options)).toBe('Subject: \r\n')
  })

  test('folds before the word that would pass column 78', () => {
    const subject =
      'Long subject lines that get wrapped should contain a space continuation character to comply with RFC 822'
    expect(headerLine('Subject', subject, options)).toBe(
      'Subject: Long subject lines that get wrapped should contain a space\r\n continuation character to comply with RFC 822\r\n',
    )
    expect(headerLine('X', 'a'.repeat(75), options)).toBe(`X: ${'a'.repeat(75)}\r\n`)
    expect(headerLine('X', `${'a'.repeat(73)} b`, options)).toBe(`X: ${'a'.repeat(73)} b\r\n`)
    expect(headerLine('X', `${'a'.repeat(74)} b`, options)).toBe(`X: ${'a'.repeat(74)}\r\n b\r\n`)
  })

  test('does not fold inside a run of spaces', () => {
    const value = `${'a '.repeat(30)}b     c${' d'.repeat(30)}`
    expect(headerLine('X-A', value, options).replace(/\r\n(?= )/g, '')).toBe(`X-A: ${value}\r\n`)
    expect(headerLine('X-A', value, options)).not.toMatch(/ \r\n|\r\n {2}/)
  })

  test('without a place to fold becomes encoded words in a subject, and stays whole where programs read it', () => {
    const link = `<https://example.com/${'x'.repeat(200)}>`
    expect(headerLine('List-Unsubscribe', link, options)).toBe(`List-Unsubscribe: ${link}\r\n`)
    const lines = headerLine('Subject', 'x'.repeat(200), options).trimEnd().split('\r\n')
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(line).toMatch(/^(Subject:)? =\?utf-8\?Q\?x+\?=$/)
    for (const line of headerLine('X-A', 'x'.repeat(2000), options).split('\r\n')) {
      expect(line.length).toBeLessThanOrEqual(76)
    }
    expect(headerLine('X-A', 'x'.repeat(998), options)).toMatch(/^X-A: =\?utf-8\?Q\?x/)
    const nearly = headerLine('X-Long-Name', 'x'.repeat(997), options).split('\r\n')
    expect(nearly).toEqual(['X-Long-Name:', ` ${'x'.repeat(997)}`, ''])
  })

  test('takes the shorter of Q and B', () => {
    expect(headerLine('Subject', 'Überraschung im Mai', options)).toBe(
      'Subject: =?utf-8?Q?=C3=9Cberraschung?= im Mai\r\n',
    )
    expect(headerLine('Subject', 'Gżegżółka', options)).toBe('Subject: =?utf-8?B?R8W8ZWfFvMOzxYJrYQ==?=\r\n')
  })

  test('uses the charset of the message when that has every character, UTF-8 otherwise', () => {
    const latin = { charset: 'ISO-8859-1', smtpUtf8: false }
    expect(headerLine('Subject', 'Sürname', latin)).toBe('Subject: =?iso-8859-1?Q?S=FCrname?=\r\n')
    expect(headerLine('Subject', 'S€', latin)).toBe('Subject: =?utf-8?B?U+KCrA==?=\r\n')
    expect(headerLine('Subject', '日本', { charset: 'iso-2022-jp', smtpUtf8: false })).toBe(
      'Subject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=\r\n',
    )
  })

  test('never splits a character, nor leaves a shift state open', () => {
    for (const charset of ['utf-8', 'iso-2022-jp', 'gb18030', 'shift_jis']) {
      const text = charset === 'iso-2022-jp' || charset === 'shift_jis' ? '日本語a' : '😀日本'
      const line = headerLine('Subject', text.repeat(40), { charset, smtpUtf8: false })
      const words = [...line.matchAll(/=\?([^?]+)\?B\?([^?]+)\?=/g)]
      const decoded = words.map(([, label, data]) =>
        new TextDecoder(label, { fatal: true }).decode(Buffer.from(data ?? '', 'base64')),
      )
      expect(words.length).toBeGreaterThan(5)
      expect(decoded.join('')).toBe(text.repeat(40))
    }
  })

  test.each([
    '=?utf-8?q?x?=',
    'see =?utf-8?q?x?= there',
    'a=?utf-8?q?x?=b',
    '=?utf-8?Q?a b?=',
    ' leading',
    'trailing ',
    '   ',
    'a\tb',
  ])('%j survives as literal text', async (value) => {
    for (const each of [options, smtpUtf8]) {
      const line = headerLine('Subject', value, each)
      expect(line).toContain('=?utf-8?')
      expect((await PostalMime.parse(`${line}\r\n`)).subject).toBe(value)
    }
  })

  test('is raw UTF-8 with SMTPUTF8, except for white space that readers trim or break at', () => {
    const subject = 'Detta ämne innehåller icke-ASCII-tecken'
    expect(headerLine('Subject', subject, smtpUtf8)).toBe(`Subject: ${subject}\r\n`)
    for (const character of ['\u2028', '\u3000', '\u00a0']) {
      expect(headerLine('Subject', `ä ${character}`, smtpUtf8)).toMatch(/^Subject: ä =\?utf-8\?.*\?=\r\n$/)
    }
    const lines = headerLine('Subject', 'ä'.repeat(3000), smtpUtf8).split('\r\n')
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(76)
  })
})

describe('an address header', () => {
  const header = (list: string, each = options) =>
    addressHeaderLine('To', parseAddressList(list, 'To', { ...policy, smtpUtf8: each.smtpUtf8 }), each)

  test.each([
    ['to@example.com,other@example.com', 'To: to@example.com, other@example.com'],
    ['A name <to@example.com>', 'To: A name <to@example.com>'],
    ['"A name" <to@example.com>', 'To: A name <to@example.com>'],
    ['J. Doe <to@example.com>', 'To: "J. Doe" <to@example.com>'],
    ['"Comma, requires quotes" <to@example.com>', 'To: "Comma, requires quotes" <to@example.com>'],
    ['"to@other.com" <to@example.com>', 'To: "to@other.com" <to@example.com>'],
    ['"a \\"b\\" \\\\" <to@example.com>', 'To: "a \\"b\\" \\\\" <to@example.com>'],
    ['"A  name" <to@example.com>', 'To: "A  name" <to@example.com>'],
    ['=?utf-8?q?x?= <to@example.com>', 'To: =?utf-8?B?PT91dGYtOD9xP3g/PQ==?= <to@example.com>'],
    ['"Sürname, Firstname" <to@example.com>', 'To: =?utf-8?Q?S=C3=BCrname=2C_Firstname?= <to@example.com>'],
    ['to@éxample.com', 'To: to@xn--xample-9ua.com'],
    ['"to@other.com"@example.com', 'To: "to@other.com"@example.com'],
  ])('of %s', (list, expected) => {
    expect(header(list)).toBe(`${expected}\r\n`)
  })

  test('folds between addresses, and keeps a long name whole', async () => {
    const name = 'Tó Example very long'.repeat(4)
    const line = header(`"${name}" <to@example.com>, other@example.com, A name <third@example.com>`)
    for (const each of line.split('\r\n')) expect(each.length).toBeLessThanOrEqual(76)
    expect((await PostalMime.parse(`${line}\r\n`)).to).toEqual([
      { name, address: 'to@example.com' },
      { name: '', address: 'other@example.com' },
      { name: 'A name', address: 'third@example.com' },
    ])
  })

  test('is raw UTF-8 with SMTPUTF8', () => {
    expect(header('"Sürname, F." <nøn-åscîi@example.com>', smtpUtf8)).toBe(
      'To: "Sürname, F." <nøn-åscîi@example.com>\r\n',
    )
  })

  test('never lets a non-ASCII local part out without SMTPUTF8', () => {
    const addresses = parseAddressList('nø@example.dk', 'To', { ...policy, smtpUtf8: true })
    expect(() => addressHeaderLine('To', addresses, options)).toThrow(InvalidAddressError)
  })
})

describe('a header with parameters', () => {
  test.each([
    ['Content-Type', 'text/plain', { charset: 'utf-8' }, 'Content-Type: text/plain; charset="utf-8"'],
    ['Content-Type', 'text/plain', {}, 'Content-Type: text/plain'],
    [
      'Content-Disposition',
      'attachment',
      { filename: 'a b.txt' },
      'Content-Disposition: attachment; filename="a b.txt"',
    ],
    [
      'Content-Disposition',
      'attachment',
      { filename: 'une pièce jointe.pdf' },
      "Content-Disposition: attachment;\r\n filename*=utf-8''une%20pi%C3%A8ce%20jointe.pdf",
    ],
    [
      'Content-Disposition',
      'attachment',
      { filename: `a"b'(c)*%.txt` },
      "Content-Disposition: attachment; filename*=utf-8''a%22b%27%28c%29%2A%25.txt",
    ],
  ])('%s: %s %j', (name, value, params, expected) => {
    expect(parameterHeaderLine(name, value, params)).toBe(`${expected}\r\n`)
  })

  test('cuts a long value between characters', () => {
    const filename = `${'日本語😀'.repeat(20)}.pdf`
    const line = parameterHeaderLine('Content-Disposition', 'attachment', { filename })
    const pieces = [...line.matchAll(/^ filename\*(\d+)\*=(?:utf-8'')?([^;\r]*)/gm)]
    expect(pieces.map(([, index]) => Number(index))).toEqual(pieces.map((_, i) => i))
    expect(pieces.map(([, , text]) => decodeURIComponent(text ?? '')).join('')).toBe(filename)
    for (const each of line.split('\r\n')) expect(each.length).toBeLessThanOrEqual(78)
  })

  test('refuses what would break out of it', () => {
    const refused: [string, string, Record<string, string>][] = [
      ['Content-Type', 'text/plain\r\nBcc: x', {}],
      ['Content-Type', 'text/plaín', {}],
      ['Content-Type', '', {}],
      ['Content-Type', 'x'.repeat(999), {}],
      ['Content-Type', 'text/plain', { 'a;b': 'x' }],
      ['Content-Type', 'text/plain', { name: 'x\r\nBcc: y' }],
      ['Content-Type', 'text/plain', { name: '\ud800' }],
      ['Content-Type:', 'text/plain', {}],
    ]
    for (const [name, value, params] of refused) {
      expect(() => parameterHeaderLine(name, value, params)).toThrow(BadHeaderError)
    }
  })
})

/** Whatever text a header is given, two independent readers get it back, and no line breaks the rules. */
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { parseAddress, parseAddressList } from '../../src/main/mail/address.ts'
import { BadHeaderError } from '../../src/main/mail/errors.ts'
import { addressHeaderLine, headerLine, parameterHeaderLine } from '../../src/main/mail/headers.ts'
import { hasPython, runPython } from '../helpers/python.ts'

const policy = { smtpUtf8: false, localDelivery: false }
const ascii = { charset: 'utf-8', smtpUtf8: false }

const control = /\p{Cc}/u
const character = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(' ', '  ', '=?', '?=', '=?utf-8?q?x?=', '"', '\\', ',', '<a@b.c>', '('),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('日', 'é', 'ｱ', '😀', '\u3000', '\u2028', '\ufeff', 'word', 'x'.repeat(90)),
  },
)
/** Text of any length and script, without the control characters that headers refuse. */
const text = fc
  .array(character, { maxLength: 120 })
  .map((parts) => parts.join(''))
  .filter((value) => value.isWellFormed() && !control.test(value))
/** Postal-mime drops U+FEFF where an encoded word begins with one; python3 does not. */
const withoutBom = text.filter((value) => !value.includes('\ufeff'))
const charset = fc.constantFrom('utf-8', 'iso-8859-1', 'us-ascii', 'iso-2022-jp', 'windows-1251', 'koi8-r')
const headerName = fc.constantFrom('Subject', 'Comments', 'X-Some-Rather-Long-Header-Name-Indeed', 'X-A')

const dotAtom = fc.stringMatching(
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}){0,2}$/,
)
const quotedLocal = fc
  .stringMatching(/^[!-~]([ -~]{0,18}[!-~])?$/)
  .map((content) => `"${content.replace(/["\\]/g, '\\$&')}"`)
const domain = fc.oneof(
  fc.domain(),
  fc.constantFrom('éxample.com', '漢字.example.com', 'localhost', '[192.0.2.1]'),
)
const addrSpec = fc
  .tuple(fc.oneof(dotAtom, quotedLocal), domain)
  .map(([local, host]) => `${local}@${host}`)
  .filter((address) => address.length < 200)
/** Postal-mime and many mail programs trim names, so those are kept free of spaces at the edges. */
const displayName = text
  .map((value) => value.trim())
  .filter((value) => !/[\u202a-\u202e\u2066-\u2069]/.test(value))

/** Postal-mime decodes what RFC 2231 has decoded once more; python3 does not. */
const filenameText = displayName.filter((value) => !value.includes('\ufeff') && !value.includes('=?'))

/** Vendors map one JIS code to different Unicode characters; readers may pick either. */
function oneVendor(value: string): string {
  const pairs = { '〜': '～', '‖': '∥', '−': '－', '¢': '￠', '£': '￡', '¬': '￢' }
  return Object.entries(pairs).reduce((result, [from, to]) => result.replaceAll(from, to), value)
}

function expectWellFolded(block: string): void {
  expect(block).toMatch(/^[\t -~\r\n]*$/)
  expect(block.endsWith('\r\n')).toBe(true)
  const lines = block.slice(0, -2).split('\r\n')
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/)
    expect(line.trim()).not.toBe('')
    expect(line.length).toBeLessThanOrEqual(998)
    for (const word of line.match(/=\?[^?]+\?[QB]\?[^?]*\?=/g) ?? [])
      expect(word.length).toBeLessThanOrEqual(75)
  }
  for (const line of lines.slice(1)) expect(line).toMatch(/^ [^ ]/)
}

describe('an unstructured header', () => {
  test('is ASCII, well folded, and decodes to the original by postal-mime', async () => {
    await fc.assert(
      fc.asyncProperty(headerName, withoutBom, charset, async (name, value, charset) => {
        const line = headerLine(name, value, { charset, smtpUtf8: false })
        expectWellFolded(line)
        const email = await PostalMime.parse(`${line.replace(/^[^:]+:/, 'Subject:')}\r\n`)
        expect(email.headers.length).toBe(1)
        expect(oneVendor(email.subject ?? '')).toBe(oneVendor(value))
      }),
      { numRuns: 1000 },
    )
  })

  test.runIf(hasPython)('decodes to the original by python3', () => {
    const cases = fc.sample(fc.record({ name: headerName, value: text, charset }), 2000)
    const lines = cases.map(({ name, value, charset }) =>
      headerLine(name, value, { charset, smtpUtf8: false }),
    )
    const decoded = runPython(
      `from email import message_from_bytes, policy
def decode(line):
    message = message_from_bytes((line + '\\r\\n').encode('ascii'), policy=policy.default)
    assert len(message) == 1
    return str(message.values()[0])
result = [decode(line) for line in cases]`,
      lines,
    )
    expect(Array.isArray(decoded) && decoded.map(oneVendor)).toEqual(
      cases.map(({ value }) => oneVendor(value)),
    )
  })

  test('unfolds to the original, octet for octet, where nothing is encoded', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-<>-~]([ !-<>-~]{0,300}[!-<>-~])?$/), (value) => {
        const line = headerLine('X-Plain', value, ascii)
        expectWellFolded(line)
        expect(line.replace(/\r\n(?= )/g, '')).toBe(`X-Plain: ${value}\r\n`)
      }),
    )
  })

  test('is raw UTF-8 with SMTPUTF8, still within 998 octets, and decodes to the original', async () => {
    await fc.assert(
      fc.asyncProperty(headerName, withoutBom, async (name, value) => {
        const line = headerLine(name, value, { charset: 'utf-8', smtpUtf8: true })
        for (const part of line.slice(0, -2).split('\r\n'))
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(998)
        const email = await PostalMime.parse(Buffer.from(`${line.replace(/^[^:]+:/, 'Subject:')}\r\n`))
        expect(email.subject ?? '').toBe(value)
      }),
    )
  })
})

describe('an attempt at header injection', () => {
  const hostile = fc
    .tuple(text, fc.constantFrom('\r\n', '\n', '\r', '\0', '\x0b', '\x1b', '\x85'), text)
    .map((parts) => parts.join(''))

  test('is refused in values, addresses and parameters', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(() => headerLine('Subject', value, ascii)).toThrow(BadHeaderError)
        expect(() => parseAddress(`${value} <a@b.c>`, 'to', policy)).toThrow(BadHeaderError)
        expect(() => parseAddress(`${value}@b.c`, 'to', policy)).toThrow(BadHeaderError)
        expect(() => parseAddressList(value, 'To', policy)).toThrow(BadHeaderError)
        expect(() => parameterHeaderLine('Content-Type', 'text/plain', { name: value })).toThrow(
          BadHeaderError,
        )
        expect(() => parameterHeaderLine('Content-Type', value, {})).toThrow(BadHeaderError)
        expect(() => headerLine(value, 'x', ascii)).toThrow(BadHeaderError)
        const forged = { name: value, localPart: 'a', domain: 'b.c', address: 'a@b.c' }
        expect(() => addressHeaderLine('To', [forged], ascii)).toThrow(BadHeaderError)
        expect(() => addressHeaderLine('To', [{ ...forged, name: '', address: value }], ascii)).toThrow(
          BadHeaderError,
        )
      }),
    )
  })
})

describe('an address header', () => {
  const mailbox = fc.record({ name: displayName, spec: addrSpec })
  const simpleMailbox = mailbox.filter(({ name, spec }) => !spec.startsWith('"') && !name.includes('\ufeff'))
  const quote = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`
  const written = ({ name, spec }: { name: string; spec: string }): string =>
    name === '' ? spec : `${quote(name)} <${spec}>`

  test('written out and read again gives the same addresses', () => {
    fc.assert(
      fc.property(fc.array(mailbox, { minLength: 1, maxLength: 5 }), (mailboxes) => {
        const parsed = parseAddressList(mailboxes.map(written).join(', '), 'To', policy)
        expect(parsed.map(({ name }) => name)).toEqual(mailboxes.map(({ name }) => name))
        const again = parsed.map(({ name, address }) =>
          parseAddress(written({ name, spec: address }), 'To', policy),
        )
        expect(again).toEqual(parsed)
        expectWellFolded(addressHeaderLine('To', parsed, ascii))
      }),
    )
  })

  // Postal-mime drops the quotes of local parts, and U+FEFF as above; python3, below, does not.
  test('is read by postal-mime as the same mailboxes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(simpleMailbox, { minLength: 1, maxLength: 4 }),
        charset,
        async (mailboxes, charset) => {
          const addresses = mailboxes.map((each) => parseAddress(written(each), 'To', policy))
          const email = await PostalMime.parse(
            `${addressHeaderLine('To', addresses, { charset, smtpUtf8: false })}\r\n`,
          )
          const read = email.to?.map(({ name, address }) => ({ name: oneVendor(name), address }))
          expect(read).toEqual(addresses.map(({ name, address }) => ({ name: oneVendor(name), address })))
        },
      ),
    )
  })

  test.runIf(hasPython)('is read by python3 as the same mailboxes', () => {
    const cases = fc
      .sample(fc.array(mailbox, { minLength: 1, maxLength: 4 }), 500)
      .map((mailboxes) => mailboxes.map((each) => parseAddress(written(each), 'To', policy)))
    const read = runPython(
      // Not policy.default: in Python 3.11 it puts spaces between the encoded words of a name.
      `from email import message_from_bytes
from email.header import decode_header
from email.utils import getaddresses
def phrase(name):
    return ''.join(part if isinstance(part, str) else part.decode(charset or 'ascii') for part, charset in decode_header(name))
def decode(line):
    value = message_from_bytes((line + '\\r\\n').encode('ascii'))['To']
    return [[phrase(name), address] for name, address in getaddresses([value.replace('\\r\\n', '')])]
result = [decode(line) for line in cases]`,
      cases.map((addresses) => addressHeaderLine('To', addresses, ascii)),
    )
    expect(read).toEqual(cases.map((each) => each.map(({ name, address }) => [name, address])))
  })
})

describe('a header parameter', () => {
  test('is well folded and decodes to the original by postal-mime', async () => {
    await fc.assert(
      fc.asyncProperty(filenameText, async (filename) => {
        const line = parameterHeaderLine('Content-Disposition', 'attachment', { filename })
        expectWellFolded(line)
        const email = await PostalMime.parse(`Content-Type: application/pdf\r\n${line}\r\nx\r\n`)
        expect(email.attachments[0]?.filename ?? '').toBe(filename)
      }),
    )
  })

  test.runIf(hasPython)('decodes to the original by python3', () => {
    const cases = fc.sample(displayName, 1000)
    const decoded = runPython(
      `from email import message_from_bytes, policy
def decode(line):
    message = message_from_bytes((line + '\\r\\n').encode('ascii'), policy=policy.default)
    return message['Content-Disposition'].params.get('filename')
result = [decode(line) for line in cases]`,
      cases.map((filename) => parameterHeaderLine('Content-Disposition', 'attachment', { filename })),
    )
    expect(decoded).toEqual(cases)
  })
})

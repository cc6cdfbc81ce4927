import { describe, expect, test } from 'vitest'
import { parseMessageFile } from '../../src/main/mail/message-file.ts'
import { InputError } from '../../src/shared/errors.ts'
import { thrownBy } from '../helpers/template.ts'

const parse = (source: string) => parseMessageFile(source, 'mail.json')

describe('a message file', () => {
  test('may hold every field of a message', () => {
    const document = {
      subject: 'S',
      body: 'B\n',
      from: 'a@example.com',
      to: ['b@example.com'],
      cc: ['c@example.com'],
      bcc: ['d@example.com'],
      replyTo: ['e@example.com'],
      headers: { 'X-Name': 'värde' },
      contentSubtype: 'plain',
      charset: 'utf-8',
      alternatives: [{ content: '<p>B</p>', mimetype: 'text/html' }],
      attachments: [
        { path: 'report.pdf', mimetype: 'application/pdf' },
        { filename: 'a.txt', content: 'text' },
        { filename: 'b.bin', contentBase64: 'AAE=', contentId: 'b' },
      ],
      date: '2026-01-02T03:04:05Z',
      messageId: '<fixed@example.com>',
    }
    expect(parse(JSON.stringify(document))).toEqual(document)
  })

  test('may hold nothing, and may start with a byte order mark', () => {
    expect(parse('\uFEFF{}')).toEqual({})
  })

  test('keeps every escape of JSON', () => {
    expect(parse('{"subject":"\\u00e9\\n\\"\\\\\\ud83d\\ude00"}').subject).toBe('é\n"\\😀')
  })

  test.each([
    ['{"subjct":1}', 1, 'subjct', '"subjct" is not a known key; use subject, body'],
    ['{\n"to": "a@example.com"}', 2, 'to', '"to" must be a list, as in to: ["a@example.com"]'],
    ['{"to": [1]}', 1, 'to[0]', '"to[0]" must be text in quotes'],
    ['{"headers": []}', 1, 'headers', '"headers" must be an object with text values'],
    ['{"headers": {"X-A": 1}}', 1, 'headers.X-A', '"headers.X-A" must be text in quotes'],
    ['{"headers": {"__proto__": "x"}}', 1, 'headers', 'cannot hold a header called __proto__'],
    ['{"__proto__": {}}', 1, '__proto__', '"__proto__" is not a known key'],
    [
      '{"attachments":[\n{"path":"a","typ":"b"}]}',
      2,
      'attachments[0].typ',
      'use path, content, contentBase64',
    ],
    ['{"attachments":[{}]}', 1, 'attachments[0]', 'exactly one of path, content and contentBase64'],
    ['{"attachments":[{"path":"a","content":"b"}]}', 1, 'attachments[0]', 'exactly one of'],
    ['{"attachments":[{"content":"b"}]}', 1, 'attachments[0]', 'needs a filename along with its content'],
    ['{"attachments":{}}', 1, 'attachments', 'must be a list of objects'],
    ['{"alternatives":[{"content":"x"}]}', 1, 'alternatives[0].mimetype', 'must be text in quotes'],
    ['{"date":"2026-02-30T00:00:00Z"}', 1, 'date', 'must be a time such as 2026-01-02T03:04:05Z'],
    ['{"date":"2026-02-03T00:00:00"}', 1, 'date', 'must be a time such as'],
    ['[]', 1, undefined, 'the message must be an object'],
    ['{"a":1,}', 1, undefined, 'a key in double quotes was expected, not }'],
    ['{"body":"a",\n"body":"b"}', 2, undefined, 'the key "body" is given twice'],
    ['{\n\n"subject": hello}', 3, undefined, '"hello}" is not valid JSON'],
    ['{"subject":\n"a', 2, undefined, 'a text is not closed by a double quote'],
    ['{"subject":"a\nb"}', 1, undefined, 'write it as \\n'],
    ['{"subject":"\\x"}', 1, undefined, 'an escape JSON does not have'],
    ['{"subject":"a" "b"}', 1, undefined, 'a comma or } was expected, not "b"'],
    ['{"subject":"a"} x', 1, undefined, 'is not valid JSON'],
    ['{"to":01}', 1, undefined, 'is not valid JSON'],
    ['', 1, undefined, 'a value was expected, not the end of the file'],
    [`{"to":${'['.repeat(5000)}`, 1, undefined, 'nested too deeply'],
  ])('%j is refused with its place', (source, line, field, message) => {
    const error = thrownBy(() => parse(source))
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({ code: 'invalid-message-file', message: expect.stringContaining(message) })
    if (!(error instanceof InputError)) return
    expect(error.message.startsWith('mail.json')).toBe(true)
    expect(error.place.field).toBe(field)
    if (source !== '[]') expect(error.place.line).toBe(line)
  })

  test('may hold an attachment of many megabytes', () => {
    const content = 'line\\n'.repeat(4_000_000)
    const document = parse(`{"attachments":[{"filename":"a.txt","content":"${content}"}]}`)
    expect(document.attachments?.[0]?.content).toHaveLength(20_000_000)
  })
})

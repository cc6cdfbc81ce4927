import { describe, expect, test } from 'vitest'
import { GarbledReply, ReplyReader } from '../../src/main/smtp/reply-reader.ts'

function read(...chunks: (string | Uint8Array)[]) {
  const reader = new ReplyReader()
  return chunks.flatMap((chunk) => [...reader.push(Buffer.from(chunk))])
}

describe('the reply reader', () => {
  test('understands a reply without text', () => {
    expect(read('250\r\n')).toEqual([{ code: 250, enhanced: null, text: '' }])
  })

  test('understands lines that end in LF alone', () => {
    expect(read('250 2.0.0 ok\n')).toEqual([{ code: 250, enhanced: '2.0.0', text: 'ok' }])
  })

  test('joins the lines of one reply and drops their codes', () => {
    expect(read('550-5.1.1 No such\r\n550-5.1.1 user\r\n550 5.1.1 here\r\n')).toEqual([
      { code: 550, enhanced: '5.1.1', text: 'No such user here' },
    ])
  })

  test('puts together a reply that arrives one octet at a time', () => {
    const octets = [...Buffer.from('250-gr\u00fc\u00df\r\n250 Gott\r\n')].map((octet) => Uint8Array.of(octet))
    expect(read(...octets)).toEqual([{ code: 250, enhanced: null, text: 'gr\u00fc\u00df Gott' }])
  })

  test('finds several replies in one packet, and skips blank lines between them', () => {
    expect(read('250 a\r\n\r\n250 b\r\n354 c\r\n').map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })

  test('reads text that is not UTF-8 as Latin-1', () => {
    expect(read(Buffer.from('550 caf\xe9\r\n', 'latin1'))[0]?.text).toBe('caf\u00e9')
  })

  test('lets no control character, escape sequence or reversing mark through', () => {
    const [reply] = read('550 a\x1b[31mb\x07c\u0085d\u202ee\rf\r\n')
    expect(reply?.text).toBe('a [31mb c d e f')
  })

  test('gives nothing for a reply that is cut off', () => {
    expect(read('250 2.0.0 o')).toEqual([])
    expect(read('250-first\r\n')).toEqual([])
  })

  test.each([
    'HTTP/1.1 400 Bad Request\r\n',
    '25 ok\r\n',
    '2500 ok\r\n',
    '250-a\r\n251 b\r\n',
    '250-a\r\nb\r\n',
  ])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(GarbledReply)
  })

  test('keeps the good replies in front of garbage', () => {
    const reader = new ReplyReader()
    const seen: number[] = []
    expect(() => {
      for (const { code } of reader.push(Buffer.from('250 ok\r\nrubbish\r\n'))) seen.push(code)
    }).toThrow(GarbledReply)
    expect(seen).toEqual([250])
  })

  test('gives up on a reply without end, in one line or in many', () => {
    const reader = new ReplyReader()
    const feed = (text: string) => {
      for (let count = 0; count < 100; count += 1) for (const _ of reader.push(Buffer.from(text)));
    }
    expect(() => feed('x'.repeat(1000))).toThrow('without end')
    const other = new ReplyReader()
    expect(() => {
      for (let count = 0; count < 2000; count += 1) {
        for (const _ of other.push(Buffer.from(`250-${'x'.repeat(60)}\r\n`)));
      }
    }).toThrow('without end')
  })
})

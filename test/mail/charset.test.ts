/** Text in a charset: nothing is ever replaced, and independent decoders read what was written. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeText } from '../../src/main/mail/charset.ts'
import { InputError } from '../../src/shared/errors.ts'
import { hasPython, runPython } from '../helpers/python.ts'

const encode = (text: string, charset: string) => encodeText(text, charset, 'error', 'subject')

describe('the name of a charset', () => {
  test.each([
    ['UTF8', 'utf-8'],
    ['utf-8', 'utf-8'],
    ['ASCII', 'us-ascii'],
    ['US-ASCII', 'us-ascii'],
    ['latin1', 'iso-8859-1'],
    ['ISO_8859-1:1987', 'iso-8859-1'],
    ['ISO-8859-15', 'iso-8859-15'],
    ['cp1252', 'windows-1252'],
    ['Shift_JIS', 'shift_jis'],
    ['sjis', 'shift_jis'],
    ['Windows-31J', 'windows-31j'],
    ['EUC-JP', 'euc-jp'],
    ['euckr', 'euc-kr'],
    ['big5', 'big5'],
    ['GB18030', 'gb18030'],
    ['KOI8-R', 'koi8-r'],
    ['ISO-8859-8-I', 'iso-8859-8-i'],
    ['csISO2022JP', 'iso-2022-jp'],
    ['ISO-2022-JP', 'iso-2022-jp'],
    ['cp720', 'cp720'],
  ])('%s is told to readers as %s', (label, name) => {
    expect(encode('ascii', label)).toEqual({ bytes: Buffer.from('ascii'), charset: name })
  })

  test.each([
    'utf-16',
    'utf-7',
    'utf-32',
    'base64',
    'hex',
    'binary',
    'cesu8',
    'klingon',
    '',
    'utf-8"x',
    'utf-8\r\nX: y',
  ])('%j is refused', (label) => {
    const problem = expect.objectContaining({ code: 'unknown-charset', place: { field: 'subject' } })
    expect(() => encode('text', label)).toThrow(problem)
    expect(() => encodeText('text', label, 'utf-8', 'subject')).toThrow(problem)
  })
})

describe('a character the charset lacks', () => {
  test.each([
    ['iso-8859-1', 'abc € def', '€', 'U+20AC'],
    ['us-ascii', 'naïve', 'ï', 'U+00EF'],
    ['koi8-r', 'Привет ü', 'ü', 'U+00FC'],
    ['shift_jis', '日本 😀 語', '😀', 'U+1F600'],
    ['shift_jis', 'a yen ¥ would become a backslash', '¥', 'U+00A5'],
    ['euc-kr', '한국 😀', '😀', 'U+1F600'],
    ['big5', '中文 é', 'é', 'U+00E9'],
    ['iso-2022-jp', '日本ｱ語', 'ｱ', 'U+FF71'],
    ['iso-2022-jp', '①番', '①', 'U+2460'],
    ['iso-2022-jp', '髙橋', '髙', 'U+9AD9'],
    ['iso-2022-jp', 'café', 'é', 'U+00E9'],
    ['iso-2022-jp', '日本\x1b$B', 'U+001B', 'U+001B'],
    ['iso-2022-jp', 'ascii \x1b(B', 'U+001B', 'U+001B'],
    ['iso-2022-jp', '日本\x0e', 'U+000E', 'U+000E'],
    ['iso-2022-jp', 'ascii \x1b$B', 'U+001B', 'U+001B'],
  ])('of %s is named, with the field, or the text becomes UTF-8: %j', (charset, text, character, code) => {
    const problem = expect.objectContaining({ code: 'unencodable-character', place: { field: 'subject' } })
    expect(() => encode(text, charset)).toThrow(problem)
    expect(() => encode(text, charset)).toThrow(`The subject contains "${character}" (${code})`)
    expect(encodeText(text, charset, 'utf-8', 'subject')).toEqual({
      bytes: Buffer.from(text),
      charset: 'utf-8',
    })
  })

  test('is found at the end of a large text, too', () => {
    expect(() => encode(`${'日本語'.repeat(100_000)}😀`, 'iso-2022-jp')).toThrow('U+1F600')
    expect(() => encode(`${'é'.repeat(300_000)}€${'é'.repeat(99)}`, 'iso-8859-1')).toThrow('U+20AC')
  })

  test('is half of a surrogate pair in every charset', () => {
    for (const charset of ['utf-8', 'iso-8859-1', 'gb18030', 'us-ascii', 'iso-2022-jp', 'shift_jis']) {
      expect(() => encode('ab\ud83d', charset)).toThrow(InputError)
      expect(() => encode('ab\ud83d cd', charset)).toThrow('U+D83D')
      expect(() => encodeText('\ude00', charset, 'utf-8', 'body')).toThrow('The body contains U+DE00')
    }
  })
})

test('a question mark is a question mark', () => {
  expect(encode('é?', 'iso-8859-1').bytes).toEqual(Buffer.from([0xe9, 0x3f]))
})

test('ISO-2022-JP ends every line in ASCII', () => {
  const { bytes } = encode('日本\r\n語です', 'iso-2022-jp')
  expect(Buffer.from(bytes).toString('latin1')).toBe('\x1b$BF|K\\\x1b(B\r\n\x1b$B8l$G$9\x1b(B')
})

test('what is encoded, the decoders of the Encoding Standard read', () => {
  const labels = ['utf-8', 'iso-8859-2', 'iso-8859-15', 'windows-1251', 'windows-1252', 'gb18030']
  fc.assert(
    fc.property(fc.constantFrom(...labels), fc.string({ unit: 'grapheme' }), (label, text) => {
      const { bytes, charset } = encodeText(text, label, 'utf-8', 'body')
      const decoded = new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes)
      expect(decoded).toBe(text)
    }),
  )
})

const basicPlane = Array.from({ length: 0xffff - 0xa0 }, (_, i) => String.fromCharCode(i + 0xa0)).filter(
  (character) => character === '\ufffd' || !/[\p{Cs}\p{Co}\p{Cn}\ufeff]/u.test(character),
)

function acceptedBy(label: string): readonly string[] {
  return basicPlane.filter((character) => encodeText(character, label, 'utf-8', 'body').charset !== 'utf-8')
}

/** Signs that vendors map to different Unicode characters, so that no reader can be right about both. */
const oneCodeForTwo = ['¢', '£', '¬', '‖', '−', '〜', '￠', '￡', '￢', '∥', '－', '～']

describe('every character of the basic plane that is accepted, the runtime reads back from', () => {
  const labels = [
    'gb2312',
    'gbk',
    'gb18030',
    'euc-jp',
    'shift_jis',
    'iso-2022-jp',
    'iso-8859-8-i',
    'windows-1258',
  ]

  test.each(labels)('%s', (label) => {
    const decoder = new TextDecoder(label)
    const different = acceptedBy(label).filter(
      (character) => decoder.decode(encode(character, label).bytes) !== character,
    )
    expect(different.filter((character) => !oneCodeForTwo.includes(character))).toEqual([])
  })
})

describe.runIf(hasPython)(
  'every character of the basic plane that is accepted, python3 reads back from',
  () => {
    const codecs = new Map([
      ['iso-8859-1', 'iso-8859-1'],
      ['iso-8859-15', 'iso-8859-15'],
      ['windows-1251', 'windows-1251'],
      ['windows-1252', 'windows-1252'],
      ['koi8-r', 'koi8-r'],
      ['koi8-u', 'koi8-u'],
      ['iso-2022-jp', 'iso-2022-jp'],
      ['shift_jis', 'cp932'],
      ['euc-kr', 'cp949'],
      ['big5', 'cp950'],
    ])
    const cases = [...codecs].map(([label, codec]) => {
      const characters = acceptedBy(label)
      const bytes = encode(characters.join('\n'), label).bytes
      return { label, codec, characters, octets: Buffer.from(bytes).toString('hex') }
    })
    let read: unknown
    beforeAll(() => {
      read = runPython(
        "result = [bytes.fromhex(c['octets']).decode(c['codec'], 'replace').split('\\n') for c in cases]",
        cases.map(({ codec, octets }) => ({ codec, octets })),
      )
    })

    test.each(cases.map(({ label, characters }, i) => ({ label, characters, i })))(
      '$label',
      ({ characters, i }) => {
        const back: unknown = Array.isArray(read) ? read[i] : undefined
        const different = characters.filter((character, j) => !Array.isArray(back) || back[j] !== character)
        expect(characters.length).toBeGreaterThan(90)
        expect(different.filter((character) => !oneCodeForTwo.includes(character))).toEqual([])
      },
    )
  },
)

import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { parseEncoding } from '../../src/main/csv/encoding.ts'
import { failureOf, readCsv } from '../helpers/csv.ts'

const JAPANESE = [
  'email,氏名,住所',
  'yamada@example.com,山田 太郎,東京都千代田区丸の内１－１',
  'suzuki@example.com,鈴木 花子,大阪府大阪市北区梅田2-3',
  'watanabe@example.com,渡邉 健,〒460-0008 愛知県名古屋市中区栄～',
]
const CHINESE = [
  'email,姓名,地址',
  'zhang@example.com,张伟,北京市朝阳区建国路88号',
  'wang@example.com,王芳,上海市浦东新区世纪大道100号',
  'li@example.com,李娜,广东省深圳市南山区科技园',
]
const WESTERN = [
  'email,nom,ville',
  'j@example.com,José Müller,Orléans',
  'f@example.com,Françoise Noël,“Besançon” – 5 €',
]

/** The label here, its name in iconv-lite, and a list that the encoding can write. */
const WRITTEN: readonly (readonly [string, string, readonly string[]])[] = [
  ['utf-8', 'utf8', [...JAPANESE, ...CHINESE, ...WESTERN, '🎉@example.com,𠮷野家,𠮷']],
  ['utf-16le', 'utf-16le', [...JAPANESE, '🎉@example.com,𠮷野家,𠮷']],
  ['utf-16be', 'utf-16be', [...JAPANESE, '🎉@example.com,𠮷野家,𠮷']],
  ['shift_jis', 'cp932', [...JAPANESE, 'k@example.com,髙橋 﨑,①㈱ｱｲｳ']],
  ['euc-jp', 'eucjp', JAPANESE],
  ['gb18030', 'gb18030', [...CHINESE, 'm@example.com,王㐂𠮷,€']],
  ['windows-1252', 'windows-1252', WESTERN],
]

function encode(lines: readonly string[], encoding: string): Buffer {
  return iconv.encode(lines.map((line) => `${line}\r\n`).join(''), encoding, { addBOM: false })
}

describe('detection', () => {
  it.each(WRITTEN)(
    'reads %s unmarked, character for character, wherever the chunks end',
    async (name, codec, lines) => {
      for (const chunkSize of [1, 2, 3, 7, 64, 65_536]) {
        const { table, entries } = await readCsv(encode(lines, codec), {}, chunkSize)
        expect(table).toMatchObject({ encoding: name, bom: false, delimiter: ',' })
        expect([table.columns, ...entries.map(({ row }) => row.cells)]).toEqual(
          lines.map((line) => line.split(',')),
        )
      }
    },
  )

  it.each([
    ['utf-8', 'utf8'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
    ['gb18030', 'gb18030'],
  ])('takes the byte order mark of %s and leaves it out of the first column', async (name, codec) => {
    for (const lines of [
      ['\uFEFFemail,n', 'a@example.com,名'],
      ['\uFEFF"email",n', '1,2'],
    ]) {
      const { table } = await readCsv(encode(lines, codec), {}, 1)
      expect(table).toMatchObject({ encoding: name, bom: true, columns: ['email', 'n'] })
    }
  })

  // Short lists, as people have them: statistics over general text cannot tell these apart.
  it.each([
    ['shift_jis', 'cp932', ['name', '山田太郎', '鈴木花子', '佐藤一郎']],
    ['euc-jp', 'eucjp', ['name', '山田太郎', '鈴木花子', '佐藤一郎']],
    [
      'shift_jis',
      'cp932',
      ['email,name', 'a@example.com,株式会社伊藤製作所', 'b@example.com,有限会社ミナミ'],
    ],
    ['euc-jp', 'eucjp', ['email,name', 'a@example.com,株式会社伊藤製作所', 'b@example.com,有限会社ミナミ']],
    ['shift_jis', 'cp932', ['email,kana', 'a@example.com,ヤマダ タロウ', 'b@example.com,さとう はなこ']],
    ['euc-jp', 'eucjp', ['email,kana', 'a@example.com,ヤマダ タロウ', 'b@example.com,さとう はなこ']],
    ['shift_jis', 'cp932', ['email,kana', 'a@example.com,ﾔﾏﾀﾞ ﾀﾛｳ', 'b@example.com,ｽｽﾞｷ ﾊﾅｺ']],
    ['shift_jis', 'cp932', ['name', '高橋']],
    ['euc-jp', 'eucjp', ['name', '高橋']],
    ['gb18030', 'gb18030', ['name', '张伟', '王芳', '李娜']],
    ['gb18030', 'gb18030', ['email,公司', 'a@example.com,北京科技有限公司', 'b@example.com,上海贸易公司']],
    ['windows-1252', 'windows-1252', ['email,nom', 'j@example.com,José']],
    ['windows-1252', 'windows-1252', ['email,name', 'm@example.com,Müller']],
    ['windows-1252', 'windows-1252', ['email,name,street', 'j@example.com,Jürgen Weiß,Königstraße 5']],
    ['windows-1252', 'windows-1252', ['email,name', 'a@example.com,Åsa Öberg', 'b@example.com,Søren Ærø']],
    [
      'windows-1252',
      'windows-1252',
      ['email,name', 'n@example.com,Íñigo Peña', 'o@example.com,JOÃO CONCEIÇÃO'],
    ],
    ['windows-1252', 'windows-1252', ['email,name,note', 'o@example.com,O’Brien,“ok” – 12 €']],
    ['windows-1252', 'windows-1252', ['email,name', 'g@example.com,Guðrún Þórsdóttir']],
  ])('knows %s (written as %s) in the short list %j', async (name, codec, lines) => {
    const { table, entries } = await readCsv(encode(lines, codec))
    expect(table.encoding).toBe(name)
    expect([table.columns, ...entries.map(({ row }) => row.cells)]).toEqual(
      lines.map((line) => line.split(',')),
    )
  })

  it('judges the whole file: a megabyte of ASCII may be followed by anything', async () => {
    const ascii = Buffer.from(`email,name\n${'ada.lovelace@example.com,Ada Lovelace\n'.repeat(30_000)}`)
    expect(ascii.length).toBeGreaterThan(1024 * 1024)
    for (const [name, codec] of [
      ['shift_jis', 'cp932'],
      ['euc-jp', 'eucjp'],
      ['utf-8', 'utf8'],
    ] as const) {
      const { table, entries } = await readCsv(
        Buffer.concat([ascii, encode(['y@example.com,山田太郎', 's@example.com,鈴木花子'], codec)]),
      )
      expect(table.encoding).toBe(name)
      expect(entries.at(-1)?.row).toEqual({
        number: 30_002,
        line: 30_003,
        cells: ['s@example.com', '鈴木花子'],
      })
    }
  })

  it('takes plain ASCII for UTF-8', async () => {
    expect((await readCsv('a,b\n1,2\n')).table.encoding).toBe('utf-8')
  })

  it.each([
    ['清高 in one, 蓝光 in the other', iconv.encode('name\n清高\n', 'eucjp'), ['euc-jp', 'gb18030']],
    [
      'one of five characters speaks against GB',
      iconv.encode('name\n清高清高林\n', 'eucjp'),
      ['euc-jp', 'gb18030'],
    ],
    ['ｲｻ, 音 and 不', Buffer.from('name\n\xb2\xbb\n', 'latin1'), ['euc-jp', 'gb18030']],
  ])('asks when unsure and names the candidates: %s', async (_, bytes, candidates) => {
    const error = await failureOf(readCsv(bytes))
    expect(error).toMatchObject({
      code: 'unsure-encoding',
      kind: 'input',
      place: { file: 'list.csv', field: 'encoding' },
    })
    expect(error.message).toContain('--encoding')
    for (const candidate of candidates) expect(error.message).toContain(candidate)
  })

  it.each([
    ['Cyrillic', 'windows-1251', 'Иван Петров,Москва'],
    ['Greek', 'windows-1253', 'Γιώργος Παπαδόπουλος,Αθήνα'],
    ['Polish', 'windows-1250', 'Łukasz Żółć,Gdańsk'],
    ['Czech', 'windows-1250', 'Antonín Dvořák,Plzeň'],
    ['Korean', 'euc-kr', '김철수,서울특별시 강남구'],
    ['traditional Chinese', 'big5', '陳志明,台北市信義區'],
    ['DOS', 'cp850', 'José Müller,Zürich'],
    ['Mac', 'macroman', 'José Müller,Zürich'],
  ])('asks rather than misreads an encoding it does not know: %s', async (_, codec, row) => {
    const error = await failureOf(readCsv(encode(['email,name,city', `a@example.com,${row}`], codec)))
    expect(error.code).toBe('unsure-encoding')
  })

  it('asks rather than takes rare Japanese for accents', async () => {
    expect((await failureOf(readCsv(encode(['name', '薔薇 檸檬'], 'cp932')))).code).toBe('unsure-encoding')
  })

  it('asks rather than reads damaged UTF-8 as something else', async () => {
    for (const row of ['José Müller,Orléans', '山田太郎,東京都千代田区', '张伟,北京市']) {
      const bytes = Buffer.concat([
        Buffer.from(`email,name,city\na@example.com,${row}\n`.repeat(3)),
        Buffer.from([0xff, 0x0a]),
      ])
      expect((await failureOf(readCsv(bytes))).code).toBe('unsure-encoding')
    }
  })
})

describe('decoding', () => {
  it.each([
    ['utf-8', Buffer.from('a,b\r\n1,2\r3,\xff\n', 'latin1'), 3],
    ['utf-8', Buffer.from('a,b\n1,2\n3,\xe3\x81', 'latin1'), 3],
    ['utf-8', Buffer.from('a\n\xed\xa0\x80\n', 'latin1'), 2],
    ['shift_jis', Buffer.from('a\n\n\x81\n', 'latin1'), 3],
    ['shift_jis', Buffer.from('a\n\x80\n', 'latin1'), 2],
    ['euc-jp', Buffer.from('a\n1\n\x85\n', 'latin1'), 3],
    ['gb18030', Buffer.from('a\r\n1\r\n\xff\r\n', 'latin1'), 3],
    ['windows-1252', Buffer.from('a\n\x81\n', 'latin1'), 2],
    ['utf-16le', Buffer.from('a\0\n\0\x00\xd8b\0', 'latin1'), 2],
    ['utf-16be', Buffer.from('\0a\0\n\0b\0', 'latin1'), 2],
  ])('refuses what is not %s and names the line', async (encoding, bytes, line) => {
    for (const chunkSize of [1, 3, 65_536]) {
      const error = await failureOf(readCsv(bytes, { encoding }, chunkSize))
      expect(error).toMatchObject({ code: 'wrong-encoding', place: { file: 'list.csv', line } })
      expect(error.message).toContain(encoding)
    }
  })

  it('names the line in a file of many pieces', async () => {
    const good = Buffer.from('ada@example.com,Ada,ほげ\r\n'.repeat(40_000))
    const bytes = Buffer.concat([good, Buffer.from([0x41, 0xff, 0x0a]), good])
    const error = await failureOf(readCsv(bytes, { encoding: 'utf-8' }, 1000))
    expect(error.place.line).toBe(40_001)
  })
})

describe('the encoding that the user names', () => {
  it('is taken in the spellings people use', () => {
    expect(
      [
        'UTF8',
        'Shift-JIS',
        'sjis',
        'CP932',
        'Windows-31J',
        'EUC_JP',
        'GBK',
        'gb2312',
        'latin1',
        'ISO-8859-1',
        'cp1252',
        'UTF-16LE',
      ].map(parseEncoding),
    ).toEqual([
      'utf-8',
      'shift_jis',
      'shift_jis',
      'shift_jis',
      'shift_jis',
      'euc-jp',
      'gb18030',
      'gb18030',
      'windows-1252',
      'windows-1252',
      'windows-1252',
      'utf-16le',
    ])
  })

  it('is refused with the list of those there are', async () => {
    const error = await failureOf(readCsv('a\n', { encoding: 'koi8-r' }))
    expect(error).toMatchObject({ code: 'unknown-encoding', kind: 'input' })
    expect(error.message).toContain('utf-8, utf-16le, utf-16be, shift_jis, euc-jp, gb18030, windows-1252')
  })

  it('wins over detection', async () => {
    const bytes = encode(['name', '清高'], 'eucjp')
    expect((await readCsv(bytes, { encoding: 'EUC-JP' })).entries[0]?.row.cells).toEqual(['清高'])
    expect((await readCsv(bytes, { encoding: 'gbk' })).entries[0]?.row.cells).toEqual(['蓝光'])
  })

  it('is refused when the byte order mark says otherwise', async () => {
    const error = await failureOf(readCsv('\uFEFFa,b\n', { encoding: 'shift_jis' }))
    expect(error.code).toBe('wrong-encoding')
    expect((await readCsv('\uFEFFa,b\n', { encoding: 'utf8' })).table).toMatchObject({
      bom: true,
      columns: ['a', 'b'],
    })
  })
})

import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { csvLine } from '../../src/main/csv/export.ts'
import { inspectCsv } from '../../src/main/csv/inspect.ts'
import { RecordReader } from '../../src/main/csv/records.ts'
import { InputError } from '../../src/shared/errors.ts'
import { byteSource, cellsOf, readCsv } from '../helpers/csv.ts'

const LINE_ENDS = ['\n', '\r\n', '\r'] as const

const delimiter = fc.constantFrom(',', ';', '\t', '|')

const cell = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    {
      weight: 3,
      arbitrary: fc.string({
        unit: fc.constantFrom('"', '\r', '\n', ',', ';', '|', '\t', 'a', ' ', '名'),
        maxLength: 8,
      }),
    },
  )
  .filter((text) => !/[\0\uFFFD\uFEFF]/.test(text))

/** How one cell and one record are written: quoted or not, and which line ends follow. */
const style = fc.record({
  quote: fc.boolean(),
  ends: fc.array(fc.constantFrom(...LINE_ENDS), { minLength: 1, maxLength: 3 }),
})

interface Written {
  readonly text: string
  readonly lines: readonly number[]
}

/** Writes the table by the styles in turn; blank lines come from several line ends in a row. */
function write(
  table: readonly (readonly string[])[],
  styles: readonly { readonly quote: boolean; readonly ends: readonly string[] }[],
  separator: string,
): Written {
  let text = ''
  let turn = 0
  const lines: number[] = []
  for (const cells of table) {
    const current = styles[turn++ % styles.length]
    const written = cells.map((value) => {
      const needed =
        /["\r\n]/.test(value) || value.includes(separator) || (cells.length === 1 && value === '')
      return needed || styles[turn++ % styles.length]?.quote ? `"${value.replaceAll('"', '""')}"` : value
    })
    lines.push(countLines(text) + 1)
    text += written.join(separator) + (current?.ends ?? ['\n']).join('')
  }
  return { text, lines }
}

/** The naive count that an editor would make. */
function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1
}

function cut(text: string, sizes: readonly number[]): string[] {
  const parts: string[] = []
  for (let start = 0, turn = 0; start < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    parts.push(text.slice(start, start + size))
    start += size
  }
  return parts
}

const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  )

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })

function readRecords(parts: readonly string[], separator: string, maxCellBytes = 1024 * 1024) {
  const reader = new RecordReader(separator, maxCellBytes)
  return [...parts.flatMap((part) => reader.push(part)), ...reader.end()]
}

it('reads back any table, however it is quoted, ended and cut, with the line numbers of a naive count', () => {
  fc.assert(
    fc.property(
      table,
      fc.array(style, { minLength: 1, maxLength: 7 }),
      delimiter,
      sizes,
      (rows, styles, separator, parts) => {
        const { text, lines } = write(rows, styles, separator)
        expect(readRecords(cut(text, parts), separator)).toEqual(
          rows.map((cells, index) => ({ line: lines[index], cells, problem: null })),
        )
      },
    ),
    { numRuns: 1000 },
  )
})

it('agrees with csv-parse on well-formed input', () => {
  fc.assert(
    fc.property(
      table,
      fc.array(style, { minLength: 1, maxLength: 7 }),
      delimiter,
      (rows, styles, separator) => {
        const { text } = write(rows, styles, separator)
        const oracle: unknown = parse(text, {
          delimiter: separator,
          record_delimiter: [...LINE_ENDS],
          skip_empty_lines: true,
        })
        expect(readRecords([text], separator).map(({ cells }) => cells)).toEqual(oracle)
      },
    ),
    { numRuns: 500 },
  )
})

it('reads broken text the same wherever it is cut, and every physical line is in exactly one record', () => {
  const text = fc.string({
    unit: fc.constantFrom('"', '"', '\r', '\n', '\n', ',', 'a', 'é', '名'),
    maxLength: 60,
  })
  fc.assert(
    fc.property(text, sizes, fc.integer({ min: 1, max: 30 }), (broken, parts, maxCellBytes) => {
      const whole = readRecords([broken], ',', maxCellBytes)
      expect(readRecords(cut(broken, parts), ',', maxCellBytes)).toEqual(whole)
      const starts = whole.map(({ line }) => line)
      expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b))
      expect(Math.max(0, ...starts)).toBeLessThanOrEqual(countLines(broken) + 1)
      const filled = broken.split(/\r\n|\r|\n/).findIndex((line) => line !== '')
      if (filled !== -1) expect(starts[0]).toBe(filled + 1)
    }),
    { numRuns: 3000 },
  )
})

it('never loses a sound row after a quote that does not close', () => {
  const row = fc.tuple(fc.stringMatching(/^[a-z0-9 ]{1,8}$/), fc.stringMatching(/^[a-z0-9 ]{1,8}$/))
  fc.assert(
    fc.property(fc.array(row), fc.array(row), sizes, (before, after, parts) => {
      const lines = [
        ...before.map((cells) => cells.join(',')),
        'x,"oops',
        ...after.map((cells) => cells.join(',')),
      ]
      const records = readRecords(cut(lines.join('\n'), parts), ',')
      expect(records.map(({ cells }) => cells)).toEqual([...before, ['x', '"oops'], ...after])
      expect(records.flatMap(({ problem }) => problem ?? [])).toMatchObject([
        { code: 'unclosed-quote', line: before.length + 1 },
      ])
    }),
  )
})

it('decodes every encoding the same wherever its bytes are cut', async () => {
  const names = {
    'utf-8': 'utf8',
    'utf-16le': 'utf-16le',
    'utf-16be': 'utf-16be',
    shift_jis: 'cp932',
    'euc-jp': 'eucjp',
    gb18030: 'gb18030',
    'windows-1252': 'windows-1252',
  } as const
  const encodings = fc.constantFrom(...(Object.keys(names) as (keyof typeof names)[]))
  const samples = {
    shift_jis: '髙ﾊﾞあ表',
    'euc-jp': '高ﾊﾞあ表',
    gb18030: '张𠮷表',
    'windows-1252': 'éÿ€Ž',
  } as const
  await fc.assert(
    fc.asyncProperty(
      encodings,
      fc.array(fc.nat(20), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (encoding, picks, size) => {
        const alphabet = [
          ...`ab12 .@${encoding in samples ? samples[encoding as keyof typeof samples] : '名é𠮷🎉'}`,
        ]
        const word = picks.map((pick) => alphabet[pick % alphabet.length]).join('')
        const bytes = iconv.encode(`email,name\r\n${word},${word}\r\n`, names[encoding], { addBOM: false })
        const { entries } = await readCsv(bytes, { encoding, delimiter: ',' }, size)
        expect(entries.map(({ row }) => row.cells)).toEqual([[word, word]])
      },
    ),
    { numRuns: 300 },
  )
})

it('brings every table back through our own report', async () => {
  const guarded = fc.oneof(
    cell,
    fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '＝', 'a'), maxLength: 5 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(guarded, guarded), { minLength: 1 }), async (rows) => {
      const lines = [['a', 'b', 'mailwright_state'], ...rows.map((cells) => [...cells, 'failed'])]
      const text = Buffer.from(`\uFEFF${lines.map(csvLine).join('')}`)
      const expected = rows.map((cells) => [...cells, 'failed'])
      expect(await cellsOf(text)).toEqual(expected.map((cells) => cells.map((value) => value.toWellFormed())))
    }),
    { numRuns: 300 },
  )
})

it('answers any bytes with a table or an InputError, under every encoding', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x61, 0x00, 0x82, 0xa0, 0xe3, 0xff, 0xfe, 0xef, 0xbb, 0xbf),
        { maxLength: 60 },
      )
      .map((octets) => Uint8Array.from(octets)),
  )
  const encoding = fc.constantFrom(
    undefined,
    'utf-8',
    'utf-16le',
    'utf-16be',
    'shift_jis',
    'euc-jp',
    'gb18030',
    'windows-1252',
  )
  await fc.assert(
    fc.asyncProperty(bytes, encoding, fc.integer({ min: 1, max: 50 }), async (content, name, size) => {
      try {
        const options = name === undefined ? {} : { encoding: name }
        const { entries } = await readCsv(content, { ...options, duplicateColumns: 'number' }, size)
        for (const entry of entries)
          if (entry.kind === 'row') expect(entry.row.cells.join('')).not.toMatch(/[\0\uFFFD]/)
        const inspection = await inspectCsv(byteSource(content, size), 'list.csv', options)
        expect(inspection.rows).toBe(entries.length)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        expect(error.message).toContain('list.csv')
      }
    }),
    { numRuns: 3000 },
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MailwrightError } from '../../src/shared/errors.ts'
import { type Cell, readTable, workbook, workbookOf } from '../helpers/workbook.ts'

const text = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.string({
      unit: fc.constantFrom('_', 'x', '0', '0', '4', '1', 'D', '<', '&', '"', '\n', '\r', ' '),
      maxLength: 16,
    }),
  )
  // Damage is told apart elsewhere.
  .filter((value) => value.isWellFormed() && !/[\0\uFFFD]/.test(value))

/** A cell and what it shows. */
const cell: fc.Arbitrary<readonly [Cell, string]> = fc.oneof(
  { weight: 4, arbitrary: text.map((value) => [value, value] as const) },
  { weight: 2, arbitrary: fc.constant([null, ''] as const) },
  { weight: 1, arbitrary: fc.boolean().map((value) => [value, value ? 'TRUE' : 'FALSE'] as const) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: -1e10, max: 1e10 }).map((value) => [value, String(value)] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 0, max: 99_999_999 })
      .map((value) => [{ value, format: '00000000' }, String(value).padStart(8, '0')] as const),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 999_999_999 }).map((cents) => {
      const whole = Math.floor(cents / 100).toLocaleString('en-US')
      const rest = String(cents % 100).padStart(2, '0')
      return [{ value: cents / 100, format: '"$"#,##0.00' }, `$${whole}.${rest}`] as const
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .date({ min: new Date('1900-03-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => {
        const days = Math.floor(date.getTime() / 86_400_000)
        const iso = new Date(days * 86_400_000).toISOString().slice(0, 10)
        return [{ value: days + 25_569, format: 'yyyy-mm-dd' }, iso] as const
      }),
  },
)

const rows = fc.array(fc.option(fc.array(cell, { maxLength: 5 })), { maxLength: 20 })

it('every workbook is read as it was written: texts, numbers, dates, gaps, wherever they are', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.nat(3), async (body, blankRows) => {
      const header = ['a', 'b', 'c', 'd', 'e']
      const written: (readonly Cell[] | null)[] = [
        ...Array.from({ length: blankRows }, () => null),
        header,
        ...body.map((cells) => cells?.map(([value]) => value) ?? null),
      ]
      const expected = body.flatMap((cells, index) => {
        const shown = header.map((_, column) => cells?.[column]?.[1] ?? '')
        return shown.every((value) => value === '') ? [] : [[blankRows + index + 2, shown] as const]
      })
      const read = await readTable(workbookOf(written))
      expect(read.problems).toEqual([])
      expect(read.table.columns).toEqual(header)
      expect(read.rows).toEqual(expected)
      expect(read.table.rows).toBe(expected.length)
    }),
    { numRuns: 150 },
  )
})

it('whatever happens to the octets of a workbook, it is read or refused in our words', async () => {
  const whole = workbook({
    sheets: [
      {
        rows: [
          ['name', 'email'],
          ['Ann', 'ann@example.com'],
          [1.5, true],
        ],
      },
    ],
  })
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(damage, fc.option(fc.nat(whole.length)), async (changes, end) => {
      const octets = Buffer.from(whole)
      for (const [place, octet] of changes) octets[place] = octet
      try {
        await readTable(octets.subarray(0, end ?? undefined))
      } catch (error) {
        expect(error).toBeInstanceOf(MailwrightError)
      }
    }),
    { numRuns: 400 },
  )
})

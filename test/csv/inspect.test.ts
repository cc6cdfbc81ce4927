import { expect, it } from 'vitest'
import { inspectCsv } from '../../src/main/csv/inspect.ts'
import { byteSource, failureOf } from '../helpers/csv.ts'

it('tells encoding, delimiter, columns, rows and every problem with its physical line', async () => {
  const content =
    '\uFEFFemail;name;;name\r\na;1;2;3\r\n\r\nb;"x\r\ny";2\r\nc;"p"q;2;3\r\nd;"oops;2;3\r\ne;\0;2;3\r\nf;1;2;3'
  const inspection = await inspectCsv(byteSource(content), 'list.csv')
  expect(inspection).toMatchObject({
    encoding: 'utf-8',
    bom: true,
    delimiter: ';',
    columns: ['email', 'name', 'column 3', 'name'],
    rows: 6,
    problemCount: 6,
  })
  expect(inspection.problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '1 empty-column',
    '1 duplicate-column',
    '4 ragged-row',
    '6 stray-quote',
    '7 unclosed-quote',
    '8 nul',
  ])
  expect(inspection.problems[2]?.message).toBe(
    'Line 4 has 3 cells where the header has 4: add what is missing.',
  )
})

it('lists a thousand problems and counts them all', async () => {
  const inspection = await inspectCsv(byteSource(`a,b\n${'1\n'.repeat(2500)}1,2\n`), 'list.csv')
  expect(inspection).toMatchObject({ rows: 2501, problemCount: 2500 })
  expect(inspection.problems).toHaveLength(1000)
  expect(inspection.problems.at(-1)?.line).toBe(1001)
})

it('counts rows as a person does: records, not lines', async () => {
  const { rows, problems } = await inspectCsv(byteSource('a,b\n"1\n\n1",2\n\n3,4\n'), 'list.csv')
  expect({ rows, problems }).toEqual({ rows: 2, problems: [] })
})

it('refuses what cannot be opened at all', async () => {
  expect(await failureOf(inspectCsv(byteSource(''), 'list.csv'))).toMatchObject({ code: 'empty-file' })
})

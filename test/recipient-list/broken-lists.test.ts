/** Files that are no good list, in the words a person meets: what, where, and what to do. */
import { describe, expect, it } from 'vitest'
import { massSendDesk } from '../helpers/mass-send.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
const LATIN1 = Buffer.from('name,email\nJos\xe9,a@example.com\n', 'latin1')

describe('A file that cannot be read as a list', () => {
  it.each([
    ['is empty', '', {}, /^list\.csv is empty: choose the file/],
    ['holds blank lines only', '\n\n', {}, /nothing but blank lines\. The first line must name the columns/],
    ['is a picture', PNG, {}, /^list\.csv is a PNG image, not a CSV: export the list as CSV/],
    [
      'holds NUL characters',
      'name,em\0ail\nAnn,a@example.com\n',
      {},
      /Line 1 holds a NUL character.* no text file: choose the CSV/,
    ],
    [
      'has an open quote in its header',
      'name,"email\nA,b\n',
      {},
      /Line 1 opens a quote that never closes: close it/,
    ],
    ['names a column twice', 'email,name,email\n', {}, /^list\.csv, line 1: Columns 1 and 3 .*: rename one/],
    [
      'is read in the wrong encoding',
      LATIN1,
      { encoding: 'utf-8' },
      /^list\.csv, line 2, holds bytes that are not utf-8: choose another encoding/,
    ],
  ])('because it %s says so, where, and what to do', async (_why, content, options, message) => {
    const desk = await massSendDesk()
    await expect(desk.open(content, options)).rejects.toThrow(message)
  })

  it('for its encoding names that field, so that a window can ask', async () => {
    const desk = await massSendDesk()
    const error = await desk.open(LATIN1, { encoding: 'utf-8' }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ place: { field: 'encoding', line: 2 } })
  })
})

describe('A list that can be read, and is probably wrong', () => {
  it('keeps its good rows when one opens a quote that never closes', async () => {
    const desk = await massSendDesk()
    const list = await desk.open('name,email\nAnn,a@example.com\n"Bob,b@example.com\nCara,c@example.com\n')
    expect(list).toMatchObject({ rows: 3, valid: 2, problems: 1, advice: [] })
    expect(list.problemList.map(({ message }) => message)).toEqual([
      'Line 3 opens a quote that never closes: close it, or double it if it is part of the text.',
    ])
  })

  it('says what to do about too many and too few cells', async () => {
    const desk = await massSendDesk()
    const { problemList } = await desk.open('name,email\nAnn,a@example.com,extra\nBob\n')
    expect(problemList.map(({ message }) => message)).toEqual([
      'Line 2 has 3 cells where the header has 2: put a cell that holds the delimiter in quotes.',
      'Line 3 has 1 cell where the header has 2: add what is missing.',
    ])
  })

  it.each([
    ['has a header only', 'name,email\n', [{ kind: 'no-rows', text: '' }]],
    ['has no column of addresses', 'name,city\nAnn,Paris\n', [{ kind: 'no-addresses', text: 'name' }]],
    ['has no header', 'a@example.com\nb@example.com\n', [{ kind: 'header-is-a-row', text: 'a@example.com' }]],
    ['has one column, and is fine', 'email\na@example.com\n', []],
    ['holds suppressed or repeated addresses only, and is fine', 'email\na@example.com\na@example.com\n', []],
  ])('because it %s tells so', async (_why, csv, advice) => {
    const desk = await massSendDesk()
    expect((await desk.open(csv)).advice).toEqual(advice)
  })
})

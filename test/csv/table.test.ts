import { describe, expect, it } from 'vitest'
import { openCsv, rowRecord } from '../../src/main/csv/table.ts'
import { byteSource, cellsOf, failureOf, outline, readCsv } from '../helpers/csv.ts'

describe('columns', () => {
  it('are the trimmed cells of the first record', async () => {
    expect((await readCsv('  email , "full\nname" ,\t名前\u3000\n')).table.columns).toEqual([
      'email',
      '"full',
    ])
  })

  it('may be called like the members of an object', async () => {
    const { table, entries } = await readCsv('__proto__,constructor,toString,email\n1,2,3,a@example.com\n')
    const record = rowRecord(table.columns, entries[0]?.row.cells ?? [])
    expect(Object.getPrototypeOf(record)).toBeNull()
    expect(Object.entries(record)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
      ['email', 'a@example.com'],
    ])
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  })

  it('leave out of the record what a ragged row lacks', () => {
    expect(Object.keys(rowRecord(['a', 'b', 'c'], ['1', '']))).toEqual(['a', 'b'])
  })

  it('of the same name are refused with both positions', async () => {
    const error = await failureOf(readCsv('\nemail,name, email \n1,2,3\n'))
    expect(error).toMatchObject({ code: 'duplicate-column', place: { file: 'list.csv', line: 2 } })
    expect(error.message).toBe(
      'list.csv, line 2: Columns 1 and 3 are both named “email”: rename one of them.',
    )
  })

  it('of the same name are numbered when the user chose that', async () => {
    const { table } = await readCsv('a,a,a (2),a\n', { duplicateColumns: 'number' })
    expect(table.columns).toEqual(['a', 'a (3)', 'a (2)', 'a (4)'])
  })

  it('without a name are called by their position, so that a trailing delimiter does no harm', async () => {
    const { table, entries } = await readCsv('email,,name,\na@example.com,1,Ada,\n')
    expect(table.columns).toEqual(['email', 'column 2', 'name', 'column 4'])
    expect(entries[0]?.kind).toBe('row')
  })

  it.each([
    ['an unclosed quote', 'a,"b\n1,2\n', 1],
    ['a stray quote', '\na,"b"c\n1,2\n', 2],
    ['NUL', 'a,b\0\n1,2\n', 1],
    ['U+FFFD', 'a,b\uFFFD\n1,2\n', 1],
  ])('with %s are refused with their line', async (_, content, line) => {
    expect(await failureOf(readCsv(content))).toMatchObject({
      code: 'invalid-columns',
      place: { file: 'list.csv', line },
    })
  })
})

describe('a file', () => {
  it('with only a header is a table without rows', async () => {
    for (const content of ['email,name', 'email,name\r\n\r\n', '\uFEFFemail,name\n']) {
      const { table, entries } = await readCsv(content)
      expect(table.columns).toEqual(['email', 'name'])
      expect(entries).toEqual([])
    }
  })

  it.each([
    ['', 'list.csv is empty: choose the file'],
    ['\uFEFF', 'blank lines'],
    ['\n\r\n\n', 'blank lines'],
    ['sep=;\n', 'blank lines'],
  ])('without content %j is refused in one sentence', async (content, words) => {
    const error = await failureOf(readCsv(content))
    expect(error).toMatchObject({ code: 'empty-file', place: { file: 'list.csv' } })
    expect(error.message).toContain(words)
  })

  it.each([
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex')],
    ['Office document', Buffer.from('PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml', 'latin1')],
    ['zip', Buffer.from('PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0notes.txt', 'latin1')],
    [
      'OpenDocument',
      Buffer.from('PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'latin1'),
    ],
    ['older Office', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')],
    ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1')],
    ['PNG', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['SQLite', Buffer.from('SQLite format 3\0')],
    ['UTF-32', Buffer.from('fffe000061000000', 'hex')],
    ['not text', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 151) % 251))],
  ])('that is %s is refused in one sentence that says so', async (kind, bytes) => {
    const error = await failureOf(readCsv(bytes))
    expect(error.code).toBe('binary-file')
    expect(error.message).toContain(kind)
    expect(error.message).toMatch(/^list\.csv [^.]*\.$|^list\.csv is an older Office file \(\.xls\)[^.]*\.$/)
  })

  it('gives its rows in batches, each time it is iterated', async () => {
    const content = `n\n${Array.from({ length: 20_000 }, (_, index) => index).join('\n')}`
    const table = await openCsv(byteSource(content), 'list.csv')
    for (let time = 0; time < 2; time++) {
      let batches = 0
      let next = 1
      for await (const batch of table.entries) {
        batches++
        for (const { row } of batch) {
          expect([row.number, row.line, row.cells[0]]).toEqual([next, next + 1, String(next - 1)])
          next++
        }
      }
      expect(next).toBe(20_001)
      expect(batches).toBeLessThan(10)
    }
  })

  it('stops reading when the reader of its rows stops', async () => {
    let open = 0
    let read = 0
    const source = async function* () {
      open++
      try {
        for (let index = 0; index < 1000; index++) {
          read++
          yield Buffer.from(index === 0 ? 'n\n1\n' : '2\n'.repeat(1000))
        }
      } finally {
        open--
      }
    }
    const table = await openCsv(source, 'list.csv', { encoding: 'utf8' })
    read = 0
    for await (const batch of table.entries) if (batch.length > 0) break
    expect(open).toBe(0)
    expect(read).toBeLessThan(5)
  })
})

describe('our own report', () => {
  it('loses the apostrophes that its export added', async () => {
    const report = `email,note,mailwright_state\r\na@example.com,"'=1+1",accepted\r\nb@example.com,"''+x",failed\r\nc@example.com,'n,failed\r\n`
    expect(await cellsOf(report)).toEqual([
      ['a@example.com', '=1+1', 'accepted'],
      ['b@example.com', "'+x", 'failed'],
      ['c@example.com', "'n", 'failed'],
    ])
  })

  it('is told by its column: elsewhere an apostrophe is text', async () => {
    expect(await outline("email,note\na@example.com,'=1+1\n")).toEqual(['1@2 ["a@example.com","\'=1+1"]'])
  })
})

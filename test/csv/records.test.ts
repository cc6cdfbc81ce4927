import { describe, expect, it } from 'vitest'
import { RecordReader } from '../../src/main/csv/records.ts'
import { outline } from '../helpers/csv.ts'

describe('line ends', () => {
  it('ends a record at LF, CRLF and CR, mixed in one file, and counts each as one line', async () => {
    expect(await outline('a,b\r\n1,2\n3,4\r5,6\r\n7,8')).toEqual([
      '1@2 ["1","2"]',
      '2@3 ["3","4"]',
      '3@4 ["5","6"]',
      '4@5 ["7","8"]',
    ])
  })

  it('counts a final record without a line end', async () => {
    expect(await outline('a,b\n1,2')).toEqual(['1@2 ["1","2"]'])
    expect(await outline('a,b\n1,')).toEqual(['1@2 ["1",""]'])
    expect(await outline('a,b\n1,"2"')).toEqual(['1@2 ["1","2"]'])
    expect(await outline('a\n""')).toEqual(['1@2 [""]'])
  })

  it('skips blank lines and keeps the numbering', async () => {
    expect(await outline('\n\r\na,b\n\n1,2\r\r\n\n3,4\n\n')).toEqual(['1@5 ["1","2"]', '2@8 ["3","4"]'])
  })

  it('takes a line of delimiters or of blanks for a row', async () => {
    expect(await outline('a,b,c\n,,\n   \n')).toEqual(['1@2 ["","",""]', '2@3 ["   "] ragged-row@3'])
  })

  it('keeps a line end inside quotes exactly, and the line numbers after it', async () => {
    expect(await outline('a,b\n"x\r\ny","p\rq\n\nr"\n1,2\n')).toEqual([
      '1@2 ["x\\r\\ny","p\\rq\\n\\nr"]',
      '2@7 ["1","2"]',
    ])
  })
})

describe('cells', () => {
  it('reads a doubled quote as one', async () => {
    expect(await outline('a,b\n"say ""hi""",""""\n"""","x"""\n')).toEqual([
      '1@2 ["say \\"hi\\"","\\""]',
      '2@3 ["\\"","x\\""]',
    ])
  })

  it('keeps cells exactly as they are: zeros, currency, dates, blanks', async () => {
    expect(await outline('a,b,c,d\n007,$34.30, x ,TRUE\n1e5,2024-01-02,"  ",1.0\n')).toEqual([
      '1@2 ["007","$34.30"," x ","TRUE"]',
      '2@3 ["1e5","2024-01-02","  ","1.0"]',
    ])
  })

  it('takes a quote inside an unquoted cell for an ordinary character', async () => {
    expect(await outline('a,b\n5" pipe,x""y\n "q",z\n')).toEqual([
      '1@2 ["5\\" pipe","x\\"\\"y"]',
      '2@3 [" \\"q\\"","z"]',
    ])
  })

  it('flags a row with more or fewer cells than the header and leaves its cells where they are', async () => {
    expect(await outline('a,b,c\n1,2\n1,2,3,4\n1,2,3\n')).toEqual([
      '1@2 ["1","2"] ragged-row@2',
      '2@3 ["1","2","3","4"] ragged-row@3',
      '3@4 ["1","2","3"]',
    ])
  })

  it('flags NUL and U+FFFD, and only in their rows', async () => {
    expect(await outline('a,b\n1,2\nx\0y,2\n3,\uFFFD\n4,5\n')).toEqual([
      '1@2 ["1","2"]',
      '2@3 ["x\\u0000y","2"] nul@3',
      '3@4 ["3","\uFFFD"] replacement-character@4',
      '4@5 ["4","5"]',
    ])
  })
})

describe('broken quotes', () => {
  it('flags text after a closing quote and keeps the cell as written', async () => {
    expect(await outline('a,b\n"x"y,2\n3,"p" \n4,5\n')).toEqual([
      '1@2 ["\\"x\\"y","2"] stray-quote@2',
      '2@3 ["3","\\"p\\" "] stray-quote@3',
      '3@4 ["4","5"]',
    ])
  })

  it('reports a quote that never closes at its line and still reads the rows after it', async () => {
    expect(await outline('a,b\n1,2\n3,"oops\n5,6\n7,8\n')).toEqual([
      '1@2 ["1","2"]',
      '2@3 ["3","\\"oops"] unclosed-quote@3',
      '3@4 ["5","6"]',
      '4@5 ["7","8"]',
    ])
  })

  it('reports it at the line of the quote when the record started before', async () => {
    expect(await outline('a,b\n"x\r\ny","oops\r\n5,6')).toEqual([
      '1@2 ["x\\r\\ny","\\"oops"] unclosed-quote@3',
      '2@4 ["5","6"]',
    ])
  })

  it('reports it when the next quote belongs to a later row', async () => {
    expect(await outline('a,b\n1,"oops\n3,4\n5,"six"\n7,8\n')).toEqual([
      '1@2 ["1","\\"oops"] unclosed-quote@2',
      '2@3 ["3","4"]',
      '3@4 ["5","six"]',
      '4@5 ["7","8"]',
    ])
  })

  it('reports an unclosed quote on the last line', async () => {
    expect(await outline('a,b\n1,2\n3,"')).toEqual(['1@2 ["1","2"]', '2@3 ["3","\\""] unclosed-quote@3'])
  })

  it('does not wait for the end of the file: beyond the cell limit the rows go on', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `${index},row\n`).join('')
    const lines = await outline(`a,b\n1,"oops\n${rows}`, { maxCellBytes: 100 })
    expect(lines).toHaveLength(51)
    expect(lines[0]).toBe('1@2 ["1","\\"oops"] unclosed-quote@2')
    expect(lines.slice(1)).toEqual(Array.from({ length: 50 }, (_, i) => `${i + 2}@${i + 3} ["${i}","row"]`))
  })
})

describe('the cell limit', () => {
  const fits = 'x'.repeat(20)

  it.each([
    ['unquoted', `${fits},2`, `${fits}x,2`],
    ['quoted', `"${fits}",2`, `"${fits}x",2`],
    ['the last', `1,${fits}`, `1,${fits}x`],
    ['in octets of UTF-8, not in characters', `${'é'.repeat(10)},2`, `${'é'.repeat(10)}x,2`],
  ])('holds for a cell that is %s', async (_, good, bad) => {
    const options = { maxCellBytes: 20 }
    expect((await outline(`a,b\n${good}\n3,4\n`, options))[0]).not.toContain('cell-too-long')
    const lines = await outline(`a,b\n1,2\n${bad}\n3,4\n`, options)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain('cell-too-long@3')
    expect(lines[2]).toBe('3@4 ["3","4"]')
  })

  it('drops the rest of the line and keeps an excerpt of the cell', async () => {
    const [line] = await outline(`a,b,c\n1,${'x'.repeat(5000)},3\n`, { maxCellBytes: 1000 })
    expect(line).toBe(`1@2 ["1","${'x'.repeat(100)}…"] cell-too-long@2`)
  })

  it('bounds a record of many cells too', async () => {
    const lines = await outline(`a,b\n${'12345678,'.repeat(100)}\n3,4\n`, { maxCellBytes: 20 })
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain('cell-too-long@2')
    expect(lines[1]).toBe('2@3 ["3","4"]')
  })

  it('is 1 MiB when nothing else is said', async () => {
    const mebibyte = 1024 * 1024
    const lines = await outline(`a,b\n1,"${'x'.repeat(mebibyte)}"\n2,${'x'.repeat(mebibyte + 1)}\n3,4\n`)
    expect(lines.map((line) => line.slice(-20))).toEqual([
      expect.not.stringContaining('too-long'),
      expect.stringContaining('cell-too-long@3'),
      expect.stringContaining('3@4 ["3","4"]'),
    ])
  })

  it('keeps no more than the limit in memory while a quote stays open', () => {
    const reader = new RecordReader(',', 1000)
    let longest = 0
    const push = (text: string): void => {
      for (const { cells } of reader.push(text))
        longest = Math.max(longest, ...cells.map((cell) => cell.length))
    }
    push('a,"')
    for (let index = 0; index < 10_000; index++) push('y'.repeat(100))
    for (const { cells } of reader.end()) longest = Math.max(longest, ...cells.map((cell) => cell.length))
    expect(longest).toBeLessThanOrEqual(1000)
  })
})

it('reads a cell of half a mebibyte that arrives octet by octet in time linear in its length', async () => {
  const started = process.cpuUsage()
  const reader = new RecordReader(',', 1024 * 1024)
  reader.push('a,"')
  for (let index = 0; index < 512 * 1024; index++) reader.push('x')
  const records = [...reader.push('"\n'), ...reader.end()]
  expect(records[0]?.cells[1]).toHaveLength(512 * 1024)
  // Processor time, since other tests share the machine; a search that starts over each time needs minutes.
  expect(process.cpuUsage(started).user).toBeLessThan(3_000_000)
})

it('reads two megabytes of lines that each open a quote in time linear in their number', () => {
  const started = process.cpuUsage()
  const reader = new RecordReader(',', 1024 * 1024)
  const records = [...reader.push('"a\n'.repeat(700_000)), ...reader.end()]
  expect(records).toHaveLength(700_000)
  expect(process.cpuUsage(started).user).toBeLessThan(3_000_000)
})

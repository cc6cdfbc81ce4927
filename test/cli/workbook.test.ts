import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../helpers/cli.ts'
import { mergeProject } from '../helpers/merge-project.ts'
import { workbook } from '../helpers/workbook.ts'

const CUSTOMERS = workbook({
  sheets: [
    {
      name: 'Customers',
      rows: [
        ['email', 'name', 'since', 'name'],
        ['ann@example.com', 'Ann', { value: 45_000, format: 14 }],
        ['bob@example.com', 'Bob', { xml: '><f>A1</f><v></v>' }],
      ],
    },
    {
      name: 'Next year',
      rows: [
        ['email', 'name', 'since'],
        ['cas@example.com', 'Cas', { value: 45_000, format: 14 }],
      ],
    },
  ],
})

async function project() {
  const base = await mergeProject(
    '---\nfrom: shop@example.com\nto: ["{{ email }}"]\nsubject: "{{ name }} {{ since }}"\n---\n',
  )
  const file = join(base.data, 'customers.xlsx')
  await writeFile(file, CUSTOMERS)
  const template = join(base.data, 'mail.md')
  const merge = (...args: readonly string[]) =>
    base.cli('merge', '--template', template, '--csv', file, '--json', ...args)
  return { ...base, file, merge }
}

describe('A workbook on the command line', () => {
  it('is merged from the sheet and with the habits that were chosen', async () => {
    const { merge, caught } = await project()
    const run = await merge('--sheet', 'next YEAR', '--locale', 'de', '--yes')
    expect(run.code).toBe(0)
    expect((await caught()).map(({ subject, to }) => [subject, to?.[0]?.address])).toEqual([
      ['Cas 15.03.2023', 'cas@example.com'],
    ])
  })

  it('is merged from the first sheet otherwise, its problem rows failed by the name of the cell', async () => {
    const { merge, caught } = await project()
    const refused = await merge('--yes')
    expect(refused.code).toBe(2)
    expect(JSON.parse(refused.stdout).error).toMatchObject({ code: 'duplicate-column' })
    const run = await merge('--duplicate-columns', 'number', '--dry-run')
    expect(JSON.parse(run.stdout)).toMatchObject({ rows: 2, queued: 1, failed: 1 })
    expect(JSON.parse(run.stdout).findings[0].text).toContain('Cell C3 of sheet “Customers”')
    await merge('--duplicate-columns', 'number', '--yes')
    expect((await caught()).map(({ subject }) => subject)).toEqual(['Ann 3/15/2023'])
  })

  it('is inspected: sheets, columns, rows, problems', async () => {
    const { file } = await project()
    const plain = await runCli(['inspect', file])
    expect(plain.stdout).toContain('Sheet      Customers (others: Next year)')
    expect(plain.stdout).toContain('Columns    email · name · since · name')
    expect(plain.stdout).toContain('line 3: Cell C3 of sheet “Customers” holds a formula without a result')
    const { stdout } = await runCli(['inspect', file, '--sheet', 'Next year', '--json'])
    expect(JSON.parse(stdout)).toEqual({
      sheet: 'Next year',
      sheets: ['Customers', 'Next year'],
      columns: ['email', 'name', 'since'],
      rows: 1,
      problems: [],
      problemCount: 0,
    })
  })

  it('may hold addresses to suppress', async () => {
    const { cli, file } = await project()
    const run = await cli('suppress', 'import', file, '--sheet', 'Next year', '--json')
    expect(JSON.parse(run.stdout)).toMatchObject({ added: 1 })
  })

  it('and a CSV have options of their own', async () => {
    const { cli, data, file } = await project()
    const csv = join(data, 'list.csv')
    await writeFile(csv, 'email\na@example.com\n')
    for (const args of [
      ['inspect', csv, '--sheet', 'x'],
      ['inspect', csv, '--locale', 'de'],
      ['suppress', 'import', csv, '--locale', 'de'],
      ['inspect', file, '--delimiter', ','],
      ['inspect', file, '--locale', 'nowhere'],
    ]) {
      const run = await (args[0] === 'inspect' ? runCli([...args, '--json']) : cli(...args, '--json'))
      expect(run.code).toBe(2)
      expect(JSON.parse(run.stdout).error.code).toBe('bad-option')
    }
  })
})

import { describe, expect, test } from 'vitest'
import { type Plan, type PlanOptions, planBatch } from '../../src/main/batch/plan.ts'
import { openCsv } from '../../src/main/csv/table.ts'
import type { NewRow } from '../../src/main/journal/journal.ts'
import { SuppressionList } from '../../src/main/suppression/suppression-list.ts'
import { compileTemplate } from '../../src/main/template/template.ts'
import { openForTest, tempJournalFile } from '../helpers/journal.ts'

const TEMPLATE = '---\nto: ["{{ to }}"]\ncc: ["{{ cc }}"]\nbcc: ["{{ bcc }}"]\n---\nHello\n'

interface Planned {
  readonly plan: Plan
  /** The state and the reason of each row. */
  readonly rows: readonly string[]
}

async function planned(
  lines: readonly string[],
  suppressed: readonly string[] = [],
  options: Partial<PlanOptions> = {},
): Promise<Planned> {
  const suppression = new SuppressionList(openForTest(await tempJournalFile()).suppression)
  await suppression.add(suppressed, 'asked us', 1)
  const table = await openCsv(() => [Buffer.from(`to,cc,bcc\n${lines.join('\n')}\n`)], 'list.csv')
  const rows: NewRow[] = []
  const plan = await planBatch(
    table,
    {
      template: compileTemplate(TEMPLATE, 'mail.md'),
      baseDir: '/',
      files: { read: () => Promise.reject(new Error('No file is read here.')) },
      addresses: { smtpUtf8: true, localDelivery: true },
      duplicates: 'first',
      onMissingAttachment: 'block',
      suppression,
      bulkMail: null,
      defaultSender: 'shop@example.com',
      limit: 1_000,
      ...options,
    },
    { addRows: (batch) => void rows.push(...batch), addAttachments: () => undefined },
  )
  return { plan, rows: rows.map(({ state, text }) => (text === undefined ? state : `${state}: ${text}`)) }
}

describe('the suppression list', () => {
  test.each([
    ['to', 'Gone@Example.com,,'],
    ['cc', 'ann@example.com,gone@example.com,'],
    ['bcc', 'ann@example.com,,gone@EXAMPLE.com'],
  ])('skips a row that has a suppressed address in %s, with the reason', async (_, line) => {
    const { plan, rows } = await planned([line, 'bob@example.com,,'], ['gone@example.com'])
    expect(rows).toEqual([
      expect.stringMatching(/^skipped: gone@example\.com is on the suppression list: asked us\.$/i),
      'queued',
    ])
    expect(plan).toMatchObject({ rows: 2, queued: 1, skipped: 1, suppressed: 1 })
    expect(plan.findings).toMatchObject([{ row: 1, line: 2 }])
  })

  test('skips everybody of a suppressed domain, and nobody else', async () => {
    const { rows } = await planned(
      ['a@closed.example,,', 'a@mail.closed.example,,', 'root,,'],
      ['@closed.example'],
    )
    expect(rows).toEqual([
      'skipped: a@closed.example (all of @closed.example) is on the suppression list: asked us.',
      'queued',
      'queued',
    ])
  })

  test('leaves nothing to decide about repeated rows of somebody who opted out', async () => {
    const { plan } = await planned(['a@x.example,,', 'a@x.example,,'], ['a@x.example'], { duplicates: 'ask' })
    expect(plan).toMatchObject({ skipped: 2, suppressed: 2, duplicates: 0 })
  })

  test('does not take the place of an address in a row that is not sent for another’s sake', async () => {
    const { rows } = await planned(['a@x.example,gone@x.example,', 'a@x.example,,'], ['gone@x.example'])
    expect(rows[1]).toBe('queued')
  })
})

describe('addresses that differ only in case', () => {
  test('are both sent, and counted in one warning that names the first', async () => {
    const { plan, rows } = await planned([
      'Ann@x.example,,',
      'ann@x.example,,',
      'ANN@x.example,,',
      'b@x.example,,',
    ])
    expect(rows).toEqual(['queued', 'queued', 'queued', 'queued'])
    expect(plan.warnings).toMatchObject([{ kind: 'case-twin', rows: 2, row: 2, line: 3 }])
    expect(plan.warnings[0]?.text).toContain('line 2')
    expect(plan.duplicates).toBe(0)
  })

  test('in the domain are the same address', async () => {
    const { plan } = await planned(['ann@X.example,,', 'ann@x.EXAMPLE,,'])
    expect(plan).toMatchObject({ duplicates: 1, warnings: [] })
  })
})

test('a marketing batch counts what receivers would mind, for all rows it concerns', async () => {
  const bulkMail = {
    from: 'me@shop.example',
    addresses: { smtpUtf8: true, localDelivery: false },
    host: undefined,
    signingDomain: undefined,
  }
  const { plan, rows } = await planned(['a@x.example,,', 'nobody@,,', 'b@x.example,,'], [], { bulkMail })
  expect(plan.warnings).toMatchObject([
    { kind: 'list-unsubscribe', rows: 2, row: 1, line: 2 },
    { kind: 'list-unsubscribe-post', rows: 2, row: 1, line: 2 },
  ])
  expect(rows.filter((row) => row === 'queued')).toHaveLength(2)
})

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { thaw } from '../../src/main/batch/frozen-batch.ts'
import { openJournal } from '../../src/main/journal/open-journal.ts'
import { type CliRun, runCli } from '../helpers/cli.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const TEMPLATE = `---
from: shop@example.com
to: ["{{ email }}"]
subject: "Hello {{ name }}"
---
Dear {{ name }}
`

interface Project {
  readonly data: string
  readonly merge: (csv: string, ...args: readonly string[]) => Promise<CliRun>
  /** Subjects of the caught mail by address. */
  readonly caught: () => Promise<Record<string, string>>
  readonly csv: string
}

async function project(template = TEMPLATE): Promise<Project> {
  const data = await tempDir()
  const csv = join(data, 'rows.csv')
  await writeFile(join(data, 'mail.md'), template)
  return {
    data,
    csv,
    merge: async (rows, ...args) => {
      await writeFile(csv, rows)
      return runCli([
        'merge',
        '--template',
        join(data, 'mail.md'),
        '--csv',
        csv,
        '--data',
        data,
        '--json',
        ...args,
      ])
    },
    caught: async () => {
      const names = await readdir(join(data, 'sandbox')).catch(() => [])
      const mails = names
        .filter((name) => name.endsWith('.eml'))
        .map((name) => readFile(join(data, 'sandbox', name)))
      const parsed = await Promise.all((await Promise.all(mails)).map((bytes) => PostalMime.parse(bytes)))
      return Object.fromEntries(parsed.map((mail) => [mail.to?.[0]?.address ?? '', mail.subject ?? '']))
    },
  }
}

function summary(run: CliRun): Record<string, number> & { batch: string } {
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '')
}

describe('a good CSV', () => {
  test('becomes one personal mail for each row, and the totals add up', async () => {
    const { merge, caught } = await project()
    const run = await merge('email,name\na@example.com,Ada\nb@example.com,Bøb\nc@example.com,千代子\n')
    expect(run.code).toBe(0)
    expect(summary(run)).toMatchObject({
      rows: 3,
      accepted: 3,
      failed: 0,
      deferred: 0,
      uncertain: 0,
      skipped: 0,
      pending: 0,
    })
    expect(await caught()).toEqual({
      'a@example.com': 'Hello Ada',
      'b@example.com': 'Hello Bøb',
      'c@example.com': 'Hello 千代子',
    })
  })

  test('--limit sends only the first rows', async () => {
    const { merge, caught } = await project()
    await merge('email,name\na@example.com,A\nb@example.com,B\n', '--limit', '1')
    expect(Object.keys(await caught())).toEqual(['a@example.com'])
  })

  test('--connections shares the rows among several connections, each row once', async () => {
    const { merge, caught } = await project()
    const rows = Array.from({ length: 100 }, (_, i) => `p${i}@example.com,P${i}`)
    const run = await merge(`email,name\n${rows.join('\n')}\n`, '--connections', '4')
    expect(summary(run)).toMatchObject({ rows: 100, accepted: 100 })
    expect(Object.keys(await caught())).toHaveLength(100)
  })

  test('an empty table is a finished batch of nothing', async () => {
    const { merge } = await project()
    const run = await merge('email,name\n')
    expect(run.code).toBe(0)
    expect(summary(run)).toMatchObject({ rows: 0 })
  })
})

describe('hostile and broken rows between good ones', () => {
  const HOSTILE = [
    ['a line break in the subject', '"x\r\nBcc: evil@example.com"', 'bad1@example.com'],
    ['a line break in the address', 'x', '"bad2@example.com\nevil@example.com"'],
    ['two addresses in one cell', 'x', '"bad3@example.com, evil@example.com"'],
    ['no address at all', 'x', 'nobody'],
    ['an address that hides another', 'x', 'evil@example.com <bad5@example.com'],
  ] as const

  test.each(HOSTILE)('%s fails that row alone', async (_, name, email) => {
    const { merge, caught } = await project()
    const run = await merge(`email,name\ngood1@example.com,One\n${email},${name}\ngood2@example.com,Two\n`)
    expect(run.code).toBe(1)
    expect(summary(run)).toMatchObject({ rows: 3, accepted: 2, failed: 1 })
    expect(await caught()).toEqual({ 'good1@example.com': 'Hello One', 'good2@example.com': 'Hello Two' })
  })

  test('template syntax, HTML and replacement patterns in cells mean nothing', async () => {
    const { merge, caught } = await project()
    const rows = [
      'a@example.com,{{ email }}',
      'b@example.com,$& $1 {% raw %}',
      'c@example.com,<b>x</b> &amp;',
    ]
    await merge(`email,name\n${rows.join('\n')}\n`)
    expect(await caught()).toEqual({
      'a@example.com': 'Hello {{ email }}',
      'b@example.com': 'Hello $& $1 {% raw %}',
      'c@example.com': 'Hello <b>x</b> &amp;',
    })
  })

  test('a ragged row fails with its line, a blank address is skipped, both are counted', async () => {
    const { merge, data } = await project()
    const run = await merge('email,name\na@example.com,A\nb@example.com\n,Nobody\nd@example.com,D\n')
    const { batch, ...totals } = summary(run)
    expect(totals).toMatchObject({ rows: 4, accepted: 2, failed: 1, skipped: 1 })
    await runCli(['batch', 'export', batch, '-o', join(data, 'report.csv'), '--data', data])
    const report = await readFile(join(data, 'report.csv'), 'utf8')
    expect(report).toMatch(/b@example\.com,,failed,,[^\r]*Line 3/)
    expect(report).toMatch(/,Nobody,skipped,,The row has no address\./)
  })

  test('spaces around an address are not part of it', async () => {
    const { merge, caught } = await project()
    await merge('email,name\n"  a@example.com ",A\n')
    expect(Object.keys(await caught())).toEqual(['a@example.com'])
  })
})

describe('decisions before anything is sent', () => {
  const TWICE = 'email,name\na@example.com,One\na@EXAMPLE.com,Two\nA@example.com,Three\n'

  test('a repeated address stops where nobody can be asked, and keeps no batch', async () => {
    const { merge, caught, data } = await project()
    const run = await merge(TWICE, '--yes')
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(/1 row repeats.*line 3.*--duplicates first/)
    expect(await caught()).toEqual({})
    expect(JSON.parse((await runCli(['batches', '--json', '--data', data])).stdout)).toEqual([])
  })

  test('--duplicates first skips the later row, --duplicates all sends both; the local part counts exactly', async () => {
    const first = await project()
    expect(summary(await first.merge(TWICE, '--duplicates', 'first'))).toMatchObject({
      accepted: 2,
      skipped: 1,
    })
    const all = await project()
    expect(summary(await all.merge(TWICE, '--duplicates', 'all'))).toMatchObject({ accepted: 3 })
  })

  test('a field the CSV does not have is said once, by name', async () => {
    const { merge, caught } = await project()
    const run = await merge('email,nome\na@example.com,A\n')
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('"name"')
    expect(run.stderr).toContain('"nome"')
    expect(await caught()).toEqual({})
  })

  test('a missing attachment blocks, skips or is left out, as chosen', async () => {
    const template = TEMPLATE.replace('subject:', 'attachments:\n  - path: "{{ name }}.txt"\nsubject:')
    const rows = 'email,name\na@example.com,there\nb@example.com,gone\n'
    const run = async (...args: string[]) => {
      const { data, merge } = await project(template)
      await writeFile(join(data, 'there.txt'), 'x')
      return merge(rows, ...args)
    }
    const blocked = await run()
    expect(blocked.code).toBe(2)
    expect(blocked.stderr).toMatch(/gone\.txt.*--on-missing-attachment/)
    expect(summary(await run('--on-missing-attachment', 'skip'))).toMatchObject({ accepted: 1, skipped: 1 })
    expect(summary(await run('--on-missing-attachment', 'without'))).toMatchObject({ accepted: 2 })
  })

  test('a live send without --yes stops where nobody can confirm it', async () => {
    const { merge } = await project()
    const run = await merge(
      'email,name\na@example.com,A\n',
      '--backend',
      'smtp',
      '--set',
      'host=127.0.0.1',
      '--set',
      'port=1',
    )
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
  })

  test('--dry-run renders every row, names the bad one and leaves nothing behind', async () => {
    const { merge, data } = await project()
    const run = await merge('email,name\na@example.com,A\nb@example.com,"x\ny"\n', '--dry-run')
    expect(run.code).toBe(1)
    expect(JSON.parse(run.stdout)).toMatchObject({
      rows: 2,
      queued: 1,
      failed: 1,
      findings: [{ row: 2, line: 3 }],
    })
    expect(await readdir(data)).not.toContain('sandbox')
    expect(JSON.parse((await runCli(['batches', '--json', '--data', data])).stdout)).toEqual([])
  })
})

describe('a rehearsal', () => {
  test('catches what the profile would send, at once, and is marked as one', async () => {
    const { merge, caught, data } = await project()
    const live = { backend: 'smtp', options: { host: '127.0.0.1', port: 1, tls: 'none' } }
    const profiles = { live, sandbox: { backend: 'sandbox', options: {} } }
    await writeFile(join(data, 'settings.json'), JSON.stringify({ profiles }))
    const rows = 'email,name\na@example.com,A\nb@example.com,B\n'
    const run = await merge(rows, '--profile', 'live', '--rehearse', '--rate', '1/hour,50/s')
    expect(summary(run)).toMatchObject({ rows: 2, accepted: 2 })
    expect(await caught()).toEqual({ 'a@example.com': 'Hello A', 'b@example.com': 'Hello B' })
    const journal = openJournal(join(data, 'mailwright.db'))
    const { options } = thaw(journal.batch(summary(run).batch)).settings
    journal.close()
    expect(options).toMatchObject({
      rate: '50/s',
      rehearsalOf: { profile: 'live', rate: '1/hour,50/s' },
    })
  })
})

describe('a session that fails', () => {
  test('stops the run with exit code 3, leaves the rows pending, and resume goes on with a corrected option', async () => {
    const { merge, data } = await project()
    const failed = await merge(
      'email,name\na@example.com,A\nb@example.com,B\n',
      '--yes',
      '--backend',
      'smtp',
      '--set',
      'host=127.0.0.1',
      '--set',
      'port=1',
    )
    expect(failed.code).toBe(3)
    expect(summary(failed)).toMatchObject({ rows: 2, pending: 2, failed: 0 })
    const { batch } = summary(failed)
    const show = JSON.parse((await runCli(['batch', 'show', batch, '--json', '--data', data])).stdout)
    expect(show).toMatchObject({ pending: 2, reason: expect.stringContaining('127.0.0.1') })
  }, 60_000)
})

describe('reports', () => {
  test('--report keeps the columns and adds what became of each row; failures import again as they are', async () => {
    const { merge, data } = await project()
    const first = await merge('email,name\na@example.com,=1+1\nbad,B\n', '--report', join(data, 'report.csv'))
    const report = await readFile(join(data, 'report.csv'), 'utf8')
    expect(report.startsWith('\uFEFFemail,name,mailwright_state,')).toBe(true)
    expect(report).toContain(`"'=1+1",accepted,250`)
    await runCli([
      'batch',
      'export',
      summary(first).batch,
      '-o',
      join(data, 'failed.csv'),
      '--failed',
      '--data',
      data,
    ])
    const corrected = (await readFile(join(data, 'failed.csv'), 'utf8')).replace('bad,', 'good@example.com,')
    const second = await merge(corrected)
    expect(summary(second)).toMatchObject({ rows: 1, accepted: 1 })
  })
})

describe('the sender', () => {
  test('missing everywhere is said once, before anything is sent', async () => {
    const { merge } = await project(TEMPLATE.replace('from: shop@example.com\n', ''))
    const run = await merge('email,name\na@example.com,A\n')
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('no sender') })
  })
})

import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { startCli } from '../helpers/cli.ts'
import { jsonLines, lastJson, mergeProject, WAITING_BACKEND } from '../helpers/merge-project.ts'

describe('suppress', () => {
  test('adds, lists, and removes addresses in any case', async () => {
    const { cli } = await mergeProject()
    const added = await cli('suppress', 'add', 'Ann@Example.com', '@closed.example', '--reason', 'asked us')
    expect(added).toMatchObject({ code: 0, stdout: '2 added\n' })
    const again = await cli('suppress', 'add', 'ann@example.com', 'bob@example.com', '--json')
    expect(JSON.parse(again.stdout)).toEqual({ added: 1, known: 1 })
    expect(jsonLines(await cli('suppress', 'list', '--json'))).toEqual([
      { address: '@closed.example', reason: 'asked us', added: expect.stringMatching(/Z$/) },
      { address: 'ann@example.com', reason: 'asked us', added: expect.stringMatching(/Z$/) },
      { address: 'bob@example.com', reason: null, added: expect.stringMatching(/Z$/) },
    ])
    expect((await cli('suppress', 'remove', 'ANN@example.com', 'no@example.com')).stdout).toBe(
      '1 removed, 1 not on the list\n',
    )
    expect((await cli('suppress', 'list')).stdout).toMatch(
      /^@closed\.example {2}\d{4}-\d\d-\d\d {2}asked us\nbob/,
    )
  })

  test('refuses what is no address with exit code 2, and adds nothing', async () => {
    const { cli } = await mergeProject()
    const run = await cli('suppress', 'add', 'ann@example.com', 'bob')
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('"bob"') })
    expect((await cli('suppress', 'add', 'ann@example.com', '--reason', 'two\nlines')).code).toBe(2)
    expect((await cli('suppress', 'list')).stdout).toBe('')
  })

  test('imports a CSV, tells what it could not read with exit code 1, and exports it again', async () => {
    const { cli, data } = await mergeProject()
    const csv = join(data, 'gone.csv')
    await writeFile(csv, 'email,reason\nann@example.com,bounced\nnobody,\n')
    const run = await cli('suppress', 'import', csv)
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(/^1 added, 1 not readable\n {2}line 3: .*"nobody"/)
    const exported = join(data, 'list.csv')
    expect((await cli('suppress', 'export', '-o', exported)).code).toBe(0)
    expect(await readFile(exported, 'utf8')).toMatch(
      /^\uFEFFaddress,reason,added\r\nann@example\.com,bounced,/,
    )
    expect(lastJson(await cli('suppress', 'import', exported, '--json'))).toMatchObject({
      added: 0,
      known: 1,
    })
  })

  test('says which file it cannot write, with exit code 3', async () => {
    const { cli, data } = await mergeProject()
    const run = await cli('suppress', 'export', '-o', join(data, 'no', 'list.csv'))
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('list.csv cannot be written') })
  })
})

describe('a merge', () => {
  test('skips who is on the list, whatever the CSV says, with the reason on the row', async () => {
    const { cli, merge, caught } = await mergeProject()
    await cli('suppress', 'add', 'b@example.com', '--reason', 'unsubscribed')
    const csv = 'email,name\na@example.com,A\nB@example.com,B\n'
    expect(lastJson(await merge(csv, '--dry-run'))).toMatchObject({ queued: 1, skipped: 1, suppressed: 1 })
    const run = await merge(csv)
    expect(run.code).toBe(0)
    const summary = lastJson(run)
    expect(summary).toMatchObject({ rows: 2, accepted: 1, skipped: 1 })
    expect((await caught()).map(({ to }) => to?.[0]?.address)).toEqual(['a@example.com'])
    expect((await cli('batch', 'rows', String(summary.batch), '--state', 'skipped')).stdout).toBe(
      '2  skipped  B@example.com  B@example.com is on the suppression list: unsubscribed.\n',
    )
  })

  test('skips who opts out after the import and before the row is sent', async () => {
    const { cli, mergeArgs, backend, data } = await mergeProject()
    const csv = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.com,${name}\n`).join('')
    const options = ['--yes', '--backend', await backend(WAITING_BACKEND), '--set', `dir=${data}`]
    const merge = startCli(await mergeArgs(`email,name\n${csv}`, ...options))
    merge.stdin.end()
    let output = ''
    merge.stdout.on('data', (text) => {
      output += text
    })
    await vi.waitFor(() => expect(existsSync(join(data, 'started'))).toBe(true), { timeout: 20_000 })
    await cli('suppress', 'add', 'C@example.com', 'e@example.com', '--reason', 'just now')
    await writeFile(join(data, 'go'), '')
    expect(await once(merge, 'close')).toEqual([0, null])
    expect(await readFile(join(data, 'sent'), 'utf8')).toBe('a@example.com\nb@example.com\nd@example.com\n')
    const summary = JSON.parse(output)
    expect(summary).toMatchObject({ rows: 5, accepted: 3, skipped: 2, pending: 0 })
    expect(
      jsonLines(await cli('batch', 'rows', summary.batch, '--state', 'skipped', '--json')),
    ).toMatchObject([
      { row: 3, text: 'c@example.com is on the suppression list: just now.' },
      { row: 5, text: 'e@example.com is on the suppression list: just now.' },
    ])
  }, 40_000)
})

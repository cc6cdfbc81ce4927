import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { outcomeOf, startCli } from '../helpers/cli.ts'
import {
  jsonLines,
  lastJson,
  type MergeProject,
  mergeProject,
  WAITING_BACKEND,
} from '../helpers/merge-project.ts'

/** Refuses whoever is called bad, unless told that all is well now. */
const REFUSING = `
  export class Backend {
    constructor({ fixed, dir }) { Object.assign(this, { fixed, dir }) }
    async sendMessages([message]) {
      const bad = message.envelope.to.filter((address) => address.startsWith('bad'))
      const late = message.envelope.to.filter((address) => address.startsWith('late'))
      if (this.fixed) return
      if (late.length > 0) return [{ state: 'deferred', code: 451, text: 'Later' }]
      if (bad.length > 0) return [{ state: 'failed', code: 550, enhanced: '5.1.1', text: 'No such user' }]
    }
  }`

const CSV = 'email,name\nbad1@example.com,1\nok@example.com,2\nbad3@example.com,3\nnobody,4\n'

interface Started extends MergeProject {
  readonly id: string
  readonly rows: (...args: readonly string[]) => Promise<readonly Record<string, unknown>[]>
}

async function started(csv: string): Promise<Started> {
  const project = await mergeProject()
  const run = await project.merge(csv, '--yes', '--backend', await project.backend(REFUSING))
  const id = String(lastJson(run).batch)
  const rows = async (...args: readonly string[]) =>
    jsonLines(await project.cli('batch', 'rows', id, '--json', ...args))
  return { ...project, id, rows }
}

describe('batch rows', () => {
  test('tells each row with its state and reason, for people and for scripts', async () => {
    const { cli, id, rows } = await started(CSV)
    const text = (await cli('batch', 'rows', id)).stdout.split('\n')
    expect(text[0]).toBe('1  failed  bad1@example.com  550 5.1.1 No such user')
    expect(text[1]).toBe('2  accepted  ok@example.com')
    expect(await rows()).toMatchObject([
      { row: 1, line: 2, state: 'failed', attempts: 1, code: 550, enhanced: '5.1.1', text: 'No such user' },
      {
        row: 2,
        line: 3,
        state: 'accepted',
        address: 'ok@example.com',
        messageId: expect.stringMatching(/^<.*>$/),
      },
      { row: 3, state: 'failed' },
      { row: 4, state: 'failed', attempts: 0, messageId: null, text: expect.stringContaining('nobody') },
    ])
    expect((await rows('--state', 'accepted')).map(({ row }) => row)).toEqual([2])
    expect(await rows('--state', 'uncertain')).toEqual([])
  })

  test('of a batch or a state that nobody knows is wrong usage', async () => {
    const { cli } = await mergeProject()
    expect(await cli('batch', 'rows', 'nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nothing'),
    })
    expect((await cli('batch', 'rows', 'nothing', '--state', 'lost')).code).toBe(2)
  })
})

describe('batch retry', () => {
  test('sends failed rows again to those who had refused, as the same message', async () => {
    const { cli, id, rows } = await started(CSV)
    const before = await rows('--state', 'failed')
    const run = await cli('batch', 'retry', id)
    expect(run).toMatchObject({
      code: 0,
      stdout: `2 rows queued again. Send them with: mailwright batch resume ${id}\n`,
    })
    const paused = { state: 'paused', pending: 2, failed: 1 }
    expect(lastJson(await cli('batch', 'show', id, '--json'))).toMatchObject(paused)
    await cli('batch', 'resume', id, '--set', 'fixed=yes')
    expect(lastJson(await cli('batch', 'show', id, '--json'))).toMatchObject({
      state: 'finished',
      accepted: 3,
    })
    const [first] = await rows('--state', 'accepted')
    expect(first).toMatchObject({
      row: 1,
      attempts: 2,
      messageId: before[0]?.messageId,
      recipients: [{ address: 'bad1@example.com', state: 'accepted' }],
    })
  })

  test('moves only the rows that are named', async () => {
    const { cli, id, rows } = await started(CSV)
    expect(lastJson(await cli('batch', 'retry', id, '--row', '3', '--json'))).toEqual({
      batch: id,
      queued: 1,
    })
    expect((await rows('--state', 'queued')).map(({ row }) => row)).toEqual([3])
  })

  test.each([
    ['is accepted', '2', /Row 2.* is accepted/],
    ['was refused at import', '4', /Row 4.*refused at import/],
    ['is not there', '9', /no row 9/],
    ['is no number', 'x', /whole number/],
  ])('of a row that %s is refused, and moves nothing', async (_, row, message) => {
    const { cli, id, rows } = await started(CSV)
    const run = await cli('batch', 'retry', id, '--row', '1', row)
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(message) })
    expect(await rows('--state', 'queued')).toEqual([])
  })
})

describe('batch cancel', () => {
  test('skips what waits, keeps what is done, and the batch stays cancelled', async () => {
    const { cli, id, rows } = await started(
      'email,name\nok@example.com,1\nlate@example.com,2\nbad@example.com,3\n',
    )
    const run = await cli('batch', 'cancel', id)
    expect(run).toMatchObject({ code: 0, stdout: `Batch ${id} is cancelled: 1 row skipped.\n` })
    expect((await rows()).map(({ state }) => state)).toEqual(['accepted', 'skipped', 'failed'])
    expect((await rows('--state', 'skipped'))[0]).toMatchObject({ text: 'Cancelled by the user.' })
    expect(lastJson(await cli('batch', 'cancel', id, '--json'))).toEqual({ batch: id, skipped: 0 })
    expect(await cli('batch', 'retry', id)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cancelled'),
    })
    expect((await cli('batch', 'resume', id)).code).toBe(3)
    expect(lastJson(await cli('batch', 'show', id, '--json'))).toMatchObject({ state: 'cancelled' })
  })

  test('stops a batch that another program is sending, after the message on its way', async () => {
    const { cli, mergeArgs, backend, data } = await mergeProject()
    const rows = Array.from({ length: 30 }, (_, i) => `p${i}@example.com,${i}\n`).join('')
    const options = ['--yes', '--backend', await backend(WAITING_BACKEND), '--set', `dir=${data}`]
    const merge = startCli(await mergeArgs(`email,name\n${rows}`, ...options))
    const ended = outcomeOf(merge)
    await vi.waitFor(() => expect(existsSync(join(data, 'started'))).toBe(true), { timeout: 20_000 })
    const [{ batch: id }] = JSON.parse((await cli('batches', '--json')).stdout)
    const cancelled = await cli('batch', 'cancel', id)
    expect(cancelled).toMatchObject({ code: 0, stderr: expect.stringContaining('Another program') })
    await writeFile(join(data, 'go'), '')
    await ended
    expect(await readFile(join(data, 'sent'), 'utf8')).toBe('p0@example.com\n')
    const after = lastJson(await cli('batch', 'show', id, '--json'))
    expect(after).toMatchObject({ state: 'cancelled', rows: 30, accepted: 1, skipped: 29, pending: 0 })
  }, 40_000)

  test('of a finished batch is refused', async () => {
    const { cli, id } = await started(CSV)
    expect(await cli('batch', 'cancel', id)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('finished'),
    })
    expect(lastJson(await cli('batch', 'show', id, '--json'))).toMatchObject({ state: 'finished' })
  })
})

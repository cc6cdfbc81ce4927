import { describe, expect, it } from 'vitest'
import { previewPages } from '../../src/main/inspect/preview-pages.ts'
import { batchesHandlers } from '../../src/main/ipc/batches-handlers.ts'
import { Jobs } from '../../src/main/ipc/jobs.ts'
import { listsHandlers } from '../../src/main/ipc/lists-handlers.ts'
import { massHandlers } from '../../src/main/ipc/mass-handlers.ts'
import { massSendSchema } from '../../src/main/ipc/mass-schema.ts'
import { Router } from '../../src/main/ipc/router.ts'
import { MassSendStore, NEW_MASS_SEND } from '../../src/main/mass-send/mass-send-store.ts'
import { memorySecrets } from '../../src/main/platform/memory-secrets.ts'
import type { JobProgress } from '../../src/shared/app-types.ts'
import { DETECTED, massSend, massSendDesk } from '../helpers/mass-send.ts'

async function router() {
  const desk = await massSendDesk()
  const { core, files, lists, batches, sender } = desk
  const told: JobProgress[] = []
  const context = {
    ...{ core, files, pages: previewPages(), emit: () => undefined },
    jobs: new Jobs((progress) => told.push(progress), core.clock.now),
    shell: {
      kind: 'browser' as const,
      secrets: memorySecrets(),
      openExternal: async () => undefined,
      saveFile: async () => ({ kind: 'cancelled' as const, url: '' }),
    },
  }
  const store = new MassSendStore(core.dataDir, massSendSchema)
  const methods = {
    ...listsHandlers(context, lists),
    ...massHandlers(context, sender, store),
    ...batchesHandlers(batches),
  }
  return { desk, told, store, router: new Router(methods) }
}

const PAGE = { states: null, search: '', sort: null, offset: 0, limit: 10 }
const ROWS = { states: null, search: '', offset: 0, limit: 10 }
const MASS = massSend({})
const DEEP = Array.from({ length: 200_000 }, () => 'x')

describe('The handlers of lists, mass sends and batches', () => {
  it('refuse arguments of other shapes and sizes before anything is done', async () => {
    const { router: doors, desk } = await router()
    const hostile: readonly (readonly [string, unknown])[] = [
      ['lists.open', ['job', '../../etc/passwd', DETECTED]],
      ['lists.open', ['job', 'token', { ...DETECTED, path: '/etc/passwd' }]],
      ['lists.open', ['', 'token', DETECTED]],
      ['lists.open', ['job', 'token', { ...DETECTED, encoding: 7 }]],
      ['lists.page', ['list', { ...PAGE, limit: 1_000_000 }]],
      ['lists.page', ['list', { ...PAGE, limit: 0 }]],
      ['lists.page', ['list', { ...PAGE, offset: -1 }]],
      ['lists.page', ['list', { ...PAGE, offset: Number.NaN }]],
      ['lists.page', ['list', { ...PAGE, states: ['valid', 'other'] }]],
      ['lists.page', ['list', { ...PAGE, search: 'x'.repeat(1_000_000) }]],
      ['lists.page', ['list', { ...PAGE, sort: { column: 'a', descending: 'yes' } }]],
      ['lists.page', ['list', PAGE, 'more']],
      ['lists.close', [{ toString: () => 'list' }]],
      ['lists.close', [null]],
      ['mass.save', [{ ...MASS, path: '/x' }]],
      ['mass.save', [{ ...MASS, step: 0.5 }]],
      ['mass.save', [{ ...MASS, options: { ...MASS.options, connections: 1_000 } }]],
      ['mass.save', [{ ...MASS, options: { ...MASS.options, startAt: Number.POSITIVE_INFINITY } }]],
      ['mass.save', [{ ...MASS, attachmentFiles: DEEP }]],
      ['mass.save', [{ ...MASS, attachmentFiles: ['../secret'] }]],
      ['mass.save', ['__proto__']],
      ['mass.previewRow', [MASS, 'list', 0]],
      ['mass.previewRow', [MASS, 'list', 1.5]],
      ['mass.previewRow', [MASS, '../list', 1]],
      ['mass.check', ['job', MASS]],
      ['mass.testSend', [MASS, 'list', 1, DEEP]],
      ['mass.testSend', [MASS, 'list', 1, 'me@example.com']],
      ['mass.rehearse', [null, MASS, 'list']],
      ['mass.start', ['job', null, 'list']],
      ['batches.get', ["b' OR 1=1"]],
      ['batches.rows', ['b', { ...ROWS, states: ['gone'] }]],
      ['batches.rows', ['b', { ...ROWS, limit: 5_000 }]],
      ['batches.start', [['b']]],
      ['batches.setRate', ['b', 30]],
      ['batches.setConnections', ['b', 0]],
      ['batches.setConnections', ['b', '3']],
      ['batches.resolve', ['b', 'forget', null]],
      ['batches.resolve', ['b', 'sent', [0]]],
      ['batches.retryFailed', ['b', DEEP]],
      ['batches.export', ['b', 'some']],
    ]
    for (const [name, args] of hostile) {
      const told = await doors.call(name, args)
      expect(told, `${name} ${JSON.stringify(args).slice(0, 80)}`).toMatchObject({
        ...{ ok: false, error: { code: 'bad-argument' } },
      })
    }
    expect(desk.batches.list()).toEqual([])
  })

  it('tell of lists, files and batches that nobody knows', async () => {
    const { router: doors } = await router()
    const unknown = [
      ['lists.open', ['job', 'token', DETECTED], 'unknown-item'],
      ['lists.page', ['list', PAGE], 'unknown-item'],
      ['mass.previewRow', [MASS, 'list', 1], 'unknown-item'],
      ['mass.start', ['job', MASS, 'list'], 'unknown-item'],
      ['batches.get', ['b'], 'unknown-batch'],
      ['batches.start', ['b'], 'unknown-batch'],
      ['batches.pause', ['b'], 'unknown-batch'],
      ['batches.cancel', ['b'], 'unknown-batch'],
      ['batches.setRate', ['b', null], 'unknown-batch'],
      ['batches.resolve', ['b', 'sent', null], 'unknown-batch'],
      ['batches.retryFailed', ['b', null], 'unknown-batch'],
      ['batches.export', ['b', 'all'], 'unknown-batch'],
    ] as const
    for (const [name, args, code] of unknown) {
      expect(await doors.call(name, args), name).toMatchObject({ ok: false, error: { code } })
    }
    expect(await doors.call('lists.close', ['list'])).toEqual({ ok: true, value: undefined })
  })

  it('keep a mass send for the next time, private to its owner', async () => {
    const { router: doors, desk, store } = await router()
    expect(await doors.call('mass.load', [])).toEqual({ ok: true, value: NEW_MASS_SEND })
    const saves = [1, 2, 3].map((step) => doors.call('mass.save', [{ ...MASS, step }]))
    expect((await Promise.all(saves)).every(({ ok }) => ok)).toBe(true)
    expect(await store.load()).toEqual({ ...MASS, step: 3 })
    const { statSync, readdirSync, writeFileSync } = await import('node:fs')
    const file = `${desk.core.dataDir}/mass-send.json`
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(desk.core.dataDir).filter((name) => name.endsWith('.tmp'))).toEqual([])
    writeFileSync(file, '{"half":')
    expect(await store.load()).toEqual(NEW_MASS_SEND)
  })

  it('load a mass send that was kept before a sheet could be chosen', async () => {
    const { desk, store } = await router()
    const { token } = await desk.files.add('a.csv', 'text/csv', Buffer.from('email\n'))
    const { sheet: _, locale: __, ...before } = DETECTED
    const { writeFileSync } = await import('node:fs')
    const kept = { ...NEW_MASS_SEND, list: { token, options: before }, step: 2 }
    writeFileSync(`${desk.core.dataDir}/mass-send.json`, JSON.stringify(kept))
    expect(await store.load()).toEqual({ ...NEW_MASS_SEND, list: { token, options: DETECTED }, step: 2 })
  })

  it('tell the progress of a file that is read under the name of its job', async () => {
    const { router: doors, desk, told } = await router()
    const { token } = await desk.files.add('a.csv', 'text/csv', Buffer.from('email\na@example.com\n'))
    const opened = await doors.call('lists.open', ['read', token, DETECTED])
    expect(opened).toMatchObject({ ok: true, value: { rows: 1, name: 'a.csv' } })
    expect(told.at(-1)).toEqual({ job: 'read', done: 20, total: 20, step: null })
  })
})

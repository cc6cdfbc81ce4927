import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { composeHandlers } from '../../src/main/ipc/compose-handlers.ts'
import { outboxHandlers } from '../../src/main/ipc/outbox-handlers.ts'
import { Router } from '../../src/main/ipc/router.ts'
import { sandboxHandlers } from '../../src/main/ipc/sandbox-handlers.ts'
import { SandboxPort } from '../../src/main/outbox/sandbox-port.ts'
import { draftWith, outboxRig } from '../helpers/outbox.ts'

async function windowOf() {
  const rig = await outboxRig()
  const sandbox = new SandboxPort(rig.core, rig.outbox.caught)
  const router = new Router({
    ...composeHandlers(rig.compose),
    ...outboxHandlers(rig.outbox),
    ...sandboxHandlers(sandbox),
  })
  return { ...rig, router }
}

const SINGLE = { kind: 'single' }
const draft = draftWith()

const REFUSED: readonly (readonly [method: string, args: unknown])[] = [
  ['compose.preview', undefined],
  ['compose.preview', []],
  ['compose.preview', [null]],
  ['compose.preview', [{ ...draft, extra: 1 }]],
  ['compose.preview', [{ ...draft, to: 'bob@example.com' }]],
  ['compose.preview', [{ ...draft, to: [1] }]],
  ['compose.preview', [{ ...draft, subject: 'x'.repeat(100_001) }]],
  ['compose.preview', [{ ...draft, body: { kind: 'script', source: '' } }]],
  ['compose.preview', [{ ...draft, headers: Array(101).fill({ name: 'X', value: '' }) }]],
  ['compose.preview', [draft, draft]],
  ['compose.send', [draft]],
  ['compose.send', [draft, '../drafts.db']],
  ['compose.undo', ['s:../x']],
  ['compose.undo', [{}]],
  ['compose.importEml', ['../../etc/passwd']],
  ['outbox.list', [{ kind: 'all' }, '', 0, 10]],
  ['outbox.list', [{ kind: 'batch' }, '', 0, 10]],
  ['outbox.list', [{ kind: 'batch', batchId: "'; DROP TABLE message" }, '', 0, 10]],
  ['outbox.list', [SINGLE, '', -1, 10]],
  ['outbox.list', [SINGLE, '', 0, 1_001]],
  ['outbox.list', [SINGLE, '', 0.5, 10]],
  ['outbox.list', [SINGLE, '', Number.NaN, 10]],
  ['outbox.list', [SINGLE, 'x'.repeat(201), 0, 10]],
  ['outbox.resolve', ['s:x', 'delete']],
  ['outbox.remove', ['s:x']],
  ['outbox.remove', [Array(10_001).fill('s:x')]],
  ['outbox.part', ['s:x', '../1']],
  ['outbox.part', ['s:x', '1..2']],
  ['sandbox.listen', [70_000]],
  ['sandbox.listen', ['25']],
  ['sandbox.listen', [-1]],
]

const UNKNOWN = [
  's:nobody',
  's:',
  'c:..',
  'c:nobody',
  'b:x',
  'b:x:0',
  'b:x:1e9',
  'x:y',
  '__proto__',
  'toString',
]

describe('The functions for one message and the outbox', () => {
  it('refuse whatever is not what they take', async () => {
    const { router } = await windowOf()
    for (const [method, args] of REFUSED) {
      expect(
        await router.call(method, args),
        `${method} ${JSON.stringify(args)?.slice(0, 80)}`,
      ).toMatchObject({
        ok: false,
        error: { code: 'bad-argument' },
      })
    }
  })

  it('know no message by a made-up name, and touch nothing', async () => {
    const { router, dataDir } = await windowOf()
    const secret = join(dataDir, 'secret.eml')
    writeFileSync(secret, 'From: x\r\n\r\nsecret')
    for (const id of UNKNOWN) {
      for (const method of ['outbox.message', 'outbox.retry', 'outbox.edit', 'outbox.eml'] as const) {
        const result = await router.call(method, [id])
        expect(result.ok, `${method} ${id}`).toBe(false)
        expect(result, `${method} ${id}`).not.toMatchObject({ error: { code: 'internal' } })
      }
      expect((await router.call('outbox.remove', [[id]])).ok, id).toBe(false)
    }
    expect(existsSync(secret)).toBe(true)
  })

  it('search for text and never for a pattern', async () => {
    const { router } = await windowOf()
    await router.call('compose.send', [draft, null])
    for (const search of [
      '"',
      "'",
      '%',
      '_',
      '*',
      'a OR b',
      'NEAR(a b)',
      'subject:',
      '^',
      '\\',
      '"""',
      '(',
    ]) {
      expect(await router.call('outbox.list', [SINGLE, search, 0, 10]), search).toMatchObject({
        ok: true,
        value: { total: 0 },
      })
    }
  })

  it('tell no path of this machine in an error', async () => {
    const { router, dataDir } = await windowOf()
    const attachments = [{ token: 'x', name: 'x', mimetype: 'text/plain', size: 0, contentId: null }]
    const result = await router.call('compose.preview', [{ ...draft, attachments }])
    expect(result).toMatchObject({ ok: false, error: { code: 'unknown-item' } })
    expect(JSON.stringify(result)).not.toContain(dataDir)
  })
})

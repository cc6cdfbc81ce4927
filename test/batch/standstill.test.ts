import { describe, expect, test } from 'vitest'
import { SessionError } from '../../src/main/backends/session-error.ts'
import { standstillOf } from '../../src/main/batch/run-end.ts'
import type { RunEnd } from '../../src/shared/batch-types.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import { engineRig, Gate } from '../helpers/engine.ts'

function failed(code: ErrorCode): RunEnd {
  return {
    kind: 'failed',
    error: { code, message: 'Why.', kind: 'environment', place: {} },
  }
}

describe('why a batch stands still', () => {
  test.each([
    ['login-refused', 'login'],
    ['sender-refused', 'sender'],
    ['connection-failed', 'connection'],
    ['certificate-refused', 'encryption'],
    ['server-refused', 'server'],
    ['unknown-profile', 'profile'],
    ['journal-full', 'disk'],
    ['internal', 'other'],
  ] as const)('is told apart for programs: %s is about %s', (code, cause) => {
    expect(standstillOf(failed(code))).toEqual({ reason: 'Why.', cause, dueAt: null })
  })

  test('has the time it is about', () => {
    expect(standstillOf({ kind: 'missed-start', startAt: 5 })).toMatchObject({ dueAt: 5 })
    expect(standstillOf({ kind: 'waiting', dueAt: 7 })).toMatchObject({ cause: 'waiting', dueAt: 7 })
    expect(standstillOf({ kind: 'finished' })).toBeNull()
  })

  test('is in the last event and in the journal', async () => {
    const rig = await engineRig({
      rows: 3,
      deliver: async () => {
        throw new SessionError('login-refused', 'Wrong password.', { transient: false })
      },
    })
    await rig.run()
    const told = { state: 'paused', reason: 'Wrong password.', cause: 'login' }
    expect(rig.events.at(-1)).toMatchObject(told)
    expect(rig.journal.batch('b')).toMatchObject(told)
    expect(await rig.engine.snapshot('b')).toMatchObject(told)
  })

  test('is the closing of the program, where that ended it', async () => {
    const gate = new Gate()
    const rig = await engineRig({
      rows: 3,
      deliver: async () => {
        await gate.passed
        return undefined
      },
    })
    const run = rig.run()
    await expect.poll(() => rig.sent.length).toBe(1)
    const closed = rig.engine.close()
    gate.open()
    await closed
    expect(await run).toEqual({ kind: 'closed' })
    expect(rig.journal.batch('b')).toMatchObject({ state: 'paused', cause: 'interrupted' })
  })
})

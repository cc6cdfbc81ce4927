import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Router } from '../../src/main/ipc/router.ts'
import { InputError } from '../../src/shared/errors.ts'

const cancelled: string[] = []
const router = new Router({
  'jobs.cancel': {
    args: z.tuple([z.string().max(10)]),
    run: (job) => {
      cancelled.push(job)
    },
  },
  'drafts.remove': {
    args: z.tuple([z.string()]),
    run: () => {
      throw new InputError('unknown-item', 'This draft is gone.', { field: 'id' })
    },
  },
  'app.openExternal': {
    args: z.tuple([z.string()]),
    run: () => {
      throw new Error('ENOENT: /home/ann/.secret/password.txt')
    },
  },
})

describe('The router', () => {
  it('answers a call whose arguments are right', async () => {
    expect(await router.call('jobs.cancel', ['job'])).toEqual({ ok: true, value: undefined })
    expect(cancelled).toContain('job')
  })

  it.each([
    ['a wrong type', [7]],
    ['too few', []],
    ['too many', ['a', 'b']],
    ['something too long', ['a'.repeat(11)]],
    ['no list', 'job'],
    ['nothing', undefined],
    ['an object that looks like a list', { 0: 'a', length: 1 }],
  ])('refuses %s for its arguments, and calls nothing', async (_, args) => {
    const before = cancelled.length
    expect(await router.call('jobs.cancel', args)).toMatchObject({
      ok: false,
      error: { code: 'bad-argument' },
    })
    expect(cancelled).toHaveLength(before)
  })

  it.each(['files.begin', 'constructor', '__proto__', 'toString', '', 7, null, undefined, {}])(
    'knows no function called %s',
    async (name) => {
      expect(await router.call(name, [])).toMatchObject({ ok: false, error: { code: 'unknown-method' } })
    },
  )

  it('tells an error of ours with its code and place', async () => {
    expect(await router.call('drafts.remove', ['x'])).toEqual({
      ok: false,
      error: { kind: 'input', code: 'unknown-item', message: 'This draft is gone.', place: { field: 'id' } },
    })
  })

  it('keeps the words of a defect to itself', async () => {
    const result = await router.call('app.openExternal', ['https://example.com'])
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(JSON.stringify(result)).not.toContain('secret')
  })
})

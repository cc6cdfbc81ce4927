import { describe, expect, it } from 'vitest'
import { Jobs } from '../../src/main/ipc/jobs.ts'
import type { JobProgress } from '../../src/shared/app-types.ts'

function jobsAt(clock: { now: number }): { jobs: Jobs; told: JobProgress[] } {
  const told: JobProgress[] = []
  return {
    jobs: new Jobs(
      (progress) => told.push(progress),
      () => clock.now,
    ),
    told,
  }
}

describe('A job', () => {
  it('tells its progress at most ten times a second, and its end always', async () => {
    const clock = { now: 0 }
    const { jobs, told } = jobsAt(clock)
    await jobs.run('read', async ({ progress }) => {
      for (let done = 1; done <= 1_000; done++) {
        clock.now += 1
        progress({ done, total: 1_000, step: null })
      }
    })
    expect(told.length).toBeLessThanOrEqual(11)
    expect(told.at(-1)).toEqual({ job: 'read', done: 1_000, total: 1_000, step: null })
  })

  it('rejects with `cancelled` however its work ends', async () => {
    const { jobs } = jobsAt({ now: 0 })
    const work = jobs.run('read', async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return 'finished all the same'
    })
    jobs.cancel('read')
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('does not start twice under one name, but may again when it is over', async () => {
    const { jobs } = jobsAt({ now: 0 })
    const first = jobs.run('read', () => new Promise<void>((resolve) => setTimeout(resolve, 5)))
    await expect(jobs.run('read', async () => undefined)).rejects.toMatchObject({ code: 'bad-argument' })
    await first
    await expect(jobs.run('read', async () => 1)).resolves.toBe(1)
  })

  it('that does not run is cancelled without a fuss', () => {
    expect(() => jobsAt({ now: 0 }).jobs.cancel('nobody')).not.toThrow()
  })
})

/** The end of calls that take a while. */
import { z } from 'zod'
import type { AppContext } from './app-context.ts'
import type { FeatureMethods } from './router.ts'
import { jobSchema } from './schemas.ts'

export function jobsHandlers({ jobs }: AppContext): FeatureMethods<'jobs'> {
  return { 'jobs.cancel': { args: z.tuple([jobSchema]), run: (running) => jobs.cancel(running) } }
}

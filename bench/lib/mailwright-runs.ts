/** Mailwright as one of the peers: an import and a delivery, each in a process of its own. */
import { z } from 'zod'
import { runModule } from './children.ts'
import type { ListImport } from './mailwright.ts'
import { rateOf } from './peer-runs.ts'

const imported = z.object({
  batchId: z.string(),
  rows: z.number(),
  ms: z.number(),
  /** Octets resident at the peak, over the idle process. */
  growth: z.number(),
})

const sent = z.object({
  sent: z.number(),
  ms: z.number(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  growth: z.number(),
  /** Octets resident over the idle process, twice a second. */
  samples: z.array(z.number()),
  /** Of the main thread, in milliseconds. */
  longestStall: z.number(),
})

export type Imported = z.infer<typeof imported>
export type Sent = z.infer<typeof sent>

export function runImport(options: ListImport & { readonly dataDir: string }): Promise<Imported> {
  return runModule(new URL('../children/import-list.ts', import.meta.url), options, imported)
}

export interface SendRun {
  readonly dataDir: string
  readonly batchId: string
  readonly port: number
  /** After this long the batch is paused. */
  readonly seconds: number
}

export function runSend(options: SendRun): Promise<Sent> {
  return runModule(new URL('../children/send-batch.ts', import.meta.url), options, sent)
}

/** Longer than any measure takes. */
const NO_LIMIT_S = 300

/** Messages per second from the start of sending to the last settled row, in a data folder of its own. */
export async function mailwrightRate(
  dataDir: string,
  list: ListImport & { readonly port: number },
): Promise<number> {
  const { csv, template, connections, port } = list
  const { batchId, rows } = await runImport({ csv, template, connections, dataDir })
  const run = await runSend({ dataDir, batchId, port, seconds: NO_LIMIT_S })
  if (run.sent !== rows) throw new Error(`Only ${run.sent} of ${rows} rows were sent: no rate to compare.`)
  return rateOf(run)
}

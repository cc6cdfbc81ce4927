/** A list of a million rows: how fast it becomes a batch, and what sending it costs the machine. */
import { writeFile } from 'node:fs/promises'
import { type Bench, newPath, type SinkBench } from './lib/bench.ts'
import { median, megabytes, milliseconds, whole } from './lib/figures.ts'
import { templateSource, writeList } from './lib/mailing.ts'
import { runImport, runSend, type Sent } from './lib/mailwright-runs.ts'
import { rateOf } from './lib/peer-runs.ts'
import { NONE, own, type TableRow } from './lib/table.ts'
import { startProxy } from './lib/tcp-proxy.ts'

const ROWS = 1_000_000
const CONNECTIONS = 10
/** Of sending; all of the rows would take longer than everything else together. */
const SECONDS = 30
const FIRST_MESSAGE_ROUNDS = 3
const FIRST_MESSAGE_SECONDS = 2

export interface MillionRows {
  readonly dataDir: string
  readonly batchId: string
}

/** The batch, ready to send, and how it went. */
export async function importMillion(
  bench: Bench,
): Promise<{ readonly rows: readonly TableRow[]; readonly batch: MillionRows }> {
  const [csv, template, dataDir] = [newPath(bench), newPath(bench), newPath(bench)]
  await writeList(csv, ROWS)
  await writeFile(template, templateSource())
  const { batchId, rows, ms, growth } = await runImport({ csv, template, connections: CONNECTIONS, dataDir })
  return {
    rows: [
      own(
        '1,000,000-row CSV into a ready batch',
        `${whole(rateOf({ sent: rows, ms }))} rows/s`,
        '150,000 rows/s',
        '300,000 rows/s',
      ),
      own('… its memory growth', megabytes(growth), '300 MB', NONE),
    ],
    batch: { dataDir, batchId },
  }
}

export async function sendMillion(bench: SinkBench, batch: MillionRows): Promise<readonly TableRow[]> {
  const first = await firstMessage(bench, batch)
  const sent = await runSend({ ...batch, port: bench.sink, seconds: SECONDS })
  return [
    own('… memory over idle while it is sent', memoryText(sent), '300 MB, flat', '200 MB'),
    own('… longest stall of the main thread', milliseconds(sent.longestStall), '50 ms', '20 ms'),
    own('… first message on the wire', milliseconds(first), '1,000 ms', '300 ms'),
  ]
}

/** Milliseconds from the start to the first complete message; every run goes on where the last one paused. */
async function firstMessage(bench: SinkBench, batch: MillionRows): Promise<number> {
  const waits: number[] = []
  for (let round = 0; round < FIRST_MESSAGE_ROUNDS; round++) {
    let firstAt = Number.NaN
    const proxy = await startProxy({
      to: bench.sink,
      delay: 0,
      onFirstMessage: (at) => {
        firstAt = Math.min(at, firstAt || at)
      },
    })
    const { startedAt } = await runSend({ ...batch, port: proxy.port, seconds: FIRST_MESSAGE_SECONDS })
    await proxy.close()
    waits.push(firstAt - startedAt)
  }
  return median(waits)
}

/** The peak, and the median of the first and of the last third: flat means that they are the same. */
function memoryText({ growth, samples, sent }: Sent): string {
  const third = Math.ceil(samples.length / 3)
  const early = median(samples.slice(third, 2 * third))
  const late = median(samples.slice(-third))
  return `${megabytes(growth)} (${megabytes(early)} → ${megabytes(late)}, ${whole(sent)} rows)`
}

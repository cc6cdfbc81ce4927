/** `npm run bench`: everything this machine can measure, in one table (docs/benchmarks.md). */
import { attachment } from './attachment.ts'
import { type Measure, skip } from './lib/bench.ts'
import { stopPrograms } from './lib/children.ts'
import { describeMachine } from './lib/machine.ts'
import { postfixProgram, startSink } from './lib/smtp-sink.ts'
import { type TableRow, tableText } from './lib/table.ts'
import { tempFolder } from './lib/temp-folder.ts'
import { importMillion, sendMillion } from './million-rows.ts'
import { mime } from './mime.ts'
import { roundTrip } from './round-trip.ts'
import { throughput } from './throughput.ts'

const OVER_SMTP: Readonly<Record<string, Measure>> = {
  '10 connections': throughput,
  'long way': roundTrip,
  'large attachment': attachment,
}

// Ending this way runs what removes the folder and the programs.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const startedAt = performance.now()
const table: TableRow[] = []
const bench = { folder: tempFolder() }
const machine = describeMachine(bench.folder)
const sinkProgram = postfixProgram('smtp-sink')
const sinkBench = sinkProgram ? { ...bench, sink: await startSink(sinkProgram) } : null
if (!sinkBench) skip('whatever goes over SMTP', 'smtp-sink is not installed; on Debian it comes with postfix')

if (sinkBench) {
  for (const [name, measure] of Object.entries(OVER_SMTP)) {
    sayNow(name)
    table.push(...(await measure(sinkBench)))
  }
}
sayNow('a million rows')
const million = await importMillion(bench)
table.push(...million.rows)
if (sinkBench) table.push(...(await sendMillion(sinkBench, million.batch)))
sayNow('building messages')
table.push(...(await mime()))

await stopPrograms()

console.log(`\n${tableText(table)}\n`)
const seconds = Math.round((performance.now() - startedAt) / 1000)
console.log(`${machine}; ${seconds} s`)

/** On the other stream, so that the output is the table. */
function sayNow(name: string): void {
  console.error(`measuring: ${name}`)
}

/** `npm run bench:ui`: what the app makes a person wait for, in a real Chromium (docs/benchmarks.md). */
import { stopPrograms } from '../lib/children.ts'
import { describeMachine } from '../lib/machine.ts'
import { type TableRow, tableText } from '../lib/table.ts'
import { tempFolder } from '../lib/temp-folder.ts'
import { firstPaint } from './first-paint.ts'
import { grid } from './grid.ts'
import { outbox } from './outbox.ts'
import { preview } from './preview.ts'

const bench = { folder: tempFolder() }
const machine = describeMachine(bench.folder)
const table: TableRow[] = []
const MEASURES = { 'first-paint': firstPaint, preview, outbox, grid }
/** All of them, or those named on the command line. */
const wanted = process.argv.slice(2)
for (const [name, measure] of Object.entries(MEASURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.error(`measuring: ${name}`)
  table.push(...(await measure(bench)))
}
await stopPrograms()
console.log(`\n${tableText(table)}\n\n${machine}`)

/** Imports one list, and tells how long it took and how much memory. Runs as its own process. */
import { z } from 'zod'
import { optionsOf, printFigures } from '../lib/children.ts'
import { importList, openMailwright } from '../lib/mailwright.ts'
import { peakRss } from '../lib/memory.ts'

const { dataDir, ...list } = optionsOf(
  z.object({
    dataDir: z.string(),
    csv: z.string(),
    template: z.string(),
    connections: z.number(),
  }),
)

const core = await openMailwright(dataDir)
core.journal()
const idle = process.memoryUsage.rss()
const startedAt = performance.now()
const batchId = await importList(core, list)
const ms = performance.now() - startedAt
const { rows } = core.journal().totals(batchId)
core.close()
printFigures({ batchId, rows, ms, growth: peakRss() - idle })

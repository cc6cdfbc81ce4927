/** Sends one batch and watches its own process meanwhile. Runs as its own process. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { optionsOf, printFigures } from '../lib/children.ts'
import { openMailwright, sendBatch, startEngine } from '../lib/mailwright.ts'
import { peakRss } from '../lib/memory.ts'

const SAMPLE_MS = 500

const { dataDir, batchId, port, seconds } = optionsOf(
  z.object({ dataDir: z.string(), batchId: z.string(), port: z.number(), seconds: z.number() }),
)

const core = await openMailwright(dataDir)
await startEngine(core, batchId)
const idle = process.memoryUsage.rss()
const samples: number[] = []
const sampling = setInterval(() => samples.push(process.memoryUsage.rss() - idle), SAMPLE_MS)
const stop = new AbortController()
const stopping = setTimeout(() => stop.abort(), seconds * 1000)
const stalls = monitorEventLoopDelay({ resolution: 1 })
stalls.enable()

const startedAt = performance.timeOrigin + performance.now()
const sent = await sendBatch(core, batchId, port, stop.signal)
const ms = performance.timeOrigin + performance.now() - startedAt

stalls.disable()
clearTimeout(stopping)
clearInterval(sampling)
core.close()
printFigures({
  sent,
  ms,
  startedAt,
  growth: peakRss() - idle,
  samples,
  longestStall: stalls.max / 1e6,
})

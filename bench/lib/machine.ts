/** What the figures depend on, said next to them. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { median, milliseconds } from './figures.ts'

/** Cores, Node, what one fsync costs in `folder`, and how busy the machine is before the bench begins. */
export function describeMachine(folder: string): string {
  const [load = 0] = loadavg()
  return [
    `${availableParallelism()} cores`,
    `Node ${process.versions.node}`,
    `fsync ${milliseconds(fsyncCost(folder))}`,
    `load ${load.toFixed(1)} before the start`,
  ].join(', ')
}

const SYNCS = 100
/** As much as the journal writes for a handful of rows. */
const OCTETS = 32 * 1024

/** Milliseconds to make a small write durable, as every commit of the journal does. */
function fsyncCost(folder: string): number {
  const file = openSync(join(folder, 'fsync'), 'w')
  const block = Buffer.alloc(OCTETS, 1)
  const costs = Array.from({ length: SYNCS }, () => {
    const startedAt = performance.now()
    writeSync(file, block)
    fsyncSync(file)
    return performance.now() - startedAt
  })
  closeSync(file)
  return median(costs)
}

/** From asking for the page to a composer that can be typed in. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Bench, newPath } from '../lib/bench.ts'
import { kilobytes, median, milliseconds } from '../lib/figures.ts'
import { own, type TableRow } from '../lib/table.ts'
import { openWindow } from './window.ts'

const ROUNDS = 5
const PAGE = join('out', 'renderer')

export async function firstPaint(bench: Bench): Promise<readonly TableRow[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await timeToCompose(newPath(bench)))
  return [
    own('first paint of the usable app, cold', milliseconds(median(times)), '1,500 ms'),
    own('JavaScript it needs, gzipped', kilobytes(await initialScript()), '350 KB'),
  ]
}

async function timeToCompose(dataDir: string): Promise<number> {
  const window = await openWindow(dataDir, { skipTour: false })
  const startedAt = performance.now()
  await window.page.goto(window.app.address, { waitUntil: 'commit' })
  // The tour of the first run lies over it; the composer below is there by then.
  await window.page.getByLabel('Subject').waitFor()
  const ms = performance.now() - startedAt
  await window.close()
  return ms
}

/** Whatever index.html names. */
async function initialScript(): Promise<number> {
  const html = await readFile(join(PAGE, 'index.html'), 'utf8')
  const assets = join(PAGE, 'assets')
  const named = (await readdir(assets)).filter((name) => name.endsWith('.js') && html.includes(name))
  const sizes = await Promise.all(
    named.map(async (name) => gzipSync(await readFile(join(assets, name))).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

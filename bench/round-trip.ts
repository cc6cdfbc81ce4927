/** Messages per second where the server is 50 ms away: what counts is how often one waits for it. */
import { writeFile } from 'node:fs/promises'
import { type Measure, newPath } from './lib/bench.ts'
import { templateSource, writeList, writeRendered } from './lib/mailing.ts'
import { mailwrightRate } from './lib/mailwright-runs.ts'
import { nodemailerRate } from './lib/peer-runs.ts'
import { race } from './lib/race.ts'
import { startProxy } from './lib/tcp-proxy.ts'

const ROUNDS = 3
const CONNECTIONS = 5
const ROUND_TRIP_MS = 50
/** About eight seconds for either: in a shorter run connecting, which also costs round trips, would count too much. */
const ROWS = 800
const PEER_ROWS = 400

export const roundTrip: Measure = async (bench) => {
  const [csv, template, rendered] = [newPath(bench), newPath(bench), newPath(bench)]
  await writeList(csv, ROWS)
  await writeFile(template, templateSource())
  await writeRendered(rendered, PEER_ROWS)
  const proxy = await startProxy({ to: bench.sink, delay: ROUND_TRIP_MS / 2 })
  const way = { port: proxy.port, connections: CONNECTIONS }
  try {
    return await race(ROUNDS, () => mailwrightRate(newPath(bench), { csv, template, ...way }), [
      {
        measure: '50 ms round trip, 5 connections each',
        name: 'nodemailer pool',
        atLeast: '1.8×',
        aim: '1.95×',
        rate: () => nodemailerRate({ ...way, rendered }),
      },
    ])
  } finally {
    await proxy.close()
  }
}

/** Messages per second over ten connections: CSV, template, journal and SMTP, against those who do less. */
import { writeFile } from 'node:fs/promises'
import { type Measure, newPath, type SinkBench, skip } from './lib/bench.ts'
import { templateSource, writeList, writeRendered } from './lib/mailing.ts'
import { mailwrightRate } from './lib/mailwright-runs.ts'
import { djangoRate, hasDjango, nodemailerRate, smtpSourceRate } from './lib/peer-runs.ts'
import { type Peer, race } from './lib/race.ts'
import { postfixProgram } from './lib/smtp-sink.ts'

const ROUNDS = 3
const CONNECTIONS = 10
const ROWS = 20_000
/** The slower peers send fewer of the same messages: rates are compared. */
const PEER_ROWS = 5_000
/** smtp-source is so fast that it needs more to be measured at all. */
const SOURCE_ROWS = 60_000
/** What one message of the template measures, header and all. */
const MESSAGE_OCTETS = 2_800

export const throughput: Measure = async (bench) => {
  const list = { csv: newPath(bench), template: newPath(bench), port: bench.sink, connections: CONNECTIONS }
  const rendered = newPath(bench)
  await writeList(list.csv, ROWS)
  await writeFile(list.template, templateSource())
  await writeRendered(rendered, PEER_ROWS)
  return race(ROUNDS, () => mailwrightRate(newPath(bench), list), await peersOf(bench, rendered))
}

async function peersOf({ sink: port }: SinkBench, rendered: string): Promise<readonly Peer[]> {
  const peers: Peer[] = [
    {
      measure: 'messages/s, 10 connections each',
      name: 'nodemailer pool',
      atLeast: '5×',
      aim: '8×',
      rate: () => nodemailerRate({ port, connections: CONNECTIONS, rendered }),
    },
  ]
  if (await hasDjango()) {
    peers.push({
      measure: 'messages/s, its one connection',
      name: 'Django',
      atLeast: '10×',
      aim: '15×',
      rate: () => djangoRate(port, rendered),
    })
  } else skip('messages/s against Django', 'python3-django is not installed')
  const source = postfixProgram('smtp-source')
  if (source) {
    const run = { port, connections: CONNECTIONS, messages: SOURCE_ROWS, size: MESSAGE_OCTETS }
    peers.push({
      measure: 'messages/s, 10 connections, in C',
      name: 'smtp-source -d',
      atLeast: '0.40×',
      aim: '0.70×',
      rate: () => smtpSourceRate(source, run),
    })
  } else skip('messages/s against smtp-source', 'postfix is not installed')
  return peers
}

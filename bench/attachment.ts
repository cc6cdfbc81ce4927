/** A 1 MB attachment to 500 rows: encoded once, or for every message. */
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Measure, newPath, skip } from './lib/bench.ts'
import { templateSource, writeList, writeRendered } from './lib/mailing.ts'
import { mailwrightRate } from './lib/mailwright-runs.ts'
import { nodemailerRate, smtpSourceRate } from './lib/peer-runs.ts'
import { type Peer, race } from './lib/race.ts'
import { postfixProgram } from './lib/smtp-sink.ts'
import { NONE } from './lib/table.ts'

const ROUNDS = 3
const CONNECTIONS = 10
const ROWS = 500
/** nodemailer sends fewer of the same messages: rates are compared. */
const PEER_ROWS = 100
const ATTACHMENT_OCTETS = 1024 * 1024
/** The message with its attachment in base64 and lines of 76. */
const MESSAGE_OCTETS = 1_440_000

export const attachment: Measure = async (bench) => {
  const [csv, template, rendered, file] = [newPath(bench), newPath(bench), newPath(bench), newPath(bench)]
  await writeFile(file, randomBytes(ATTACHMENT_OCTETS))
  await writeList(csv, ROWS)
  await writeFile(template, templateSource(basename(file)))
  await writeRendered(rendered, PEER_ROWS)
  const to = { port: bench.sink, connections: CONNECTIONS }
  const peers: Peer[] = [
    {
      measure: '1 MB attachment to 500 rows, 10 connections each',
      name: 'nodemailer pool',
      atLeast: '5×',
      aim: '10×',
      rate: () => nodemailerRate({ ...to, rendered, attachment: file }),
    },
  ]
  const source = postfixProgram('smtp-source')
  if (source) {
    const run = { ...to, messages: ROWS, size: MESSAGE_OCTETS }
    peers.push({
      measure: 'the same in C: what the sink can take',
      name: 'smtp-source -d',
      atLeast: NONE,
      aim: NONE,
      rate: () => smtpSourceRate(source, run),
    })
  } else skip('messages of 1 MB against smtp-source', 'postfix is not installed')
  return race(ROUNDS, () => mailwrightRate(newPath(bench), { csv, template, ...to }), peers)
}

/** A server that refuses everyone, or is not there: the batch pauses, no row pays for it. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { welcome } from '../helpers/scripted-server.ts'
import { type Behaviour, type CountingServer, countingServer } from './counting-server.ts'
import { expectHonest, RETRY, type Rig, rigWith, summaryOf } from './rig.ts'

const ROWS = 200

/** A server whose fault can be mended. */
interface Patient {
  readonly server: CountingServer
  mend(): void
}

async function patient(behaviour: (isIll: () => boolean) => Behaviour): Promise<Patient> {
  let isIll = true
  const server = await countingServer(behaviour(() => isIll))
  return {
    server,
    mend: () => {
      isIll = false
    },
  }
}

const refusesGreeting = (greeting: string) =>
  patient((isIll) => ({
    begin: async (peer) => {
      if (!isIll()) return welcome(peer)
      peer.send(`${greeting}\r\n`)
      await peer.line()
      peer.end()
      return false
    },
  }))

const refusesLogin = (reply: string) =>
  patient((isIll) => ({
    begin: (peer) => welcome(peer, ['PIPELINING', 'AUTH PLAIN']),
    answers: (command) => {
      if (!command.startsWith('AUTH')) return undefined
      return isIll() ? `${reply}\r\n` : '235 2.7.0 welcome\r\n'
    },
  }))

const refusesSender = (reply: string) =>
  patient((isIll) => ({
    answers: (command) => {
      if (!isIll() || command === 'QUIT') return undefined
      return command.startsWith('MAIL') ? `${reply}\r\n` : '503 5.5.1 MAIL first\r\n'
    },
  }))

const LOGIN = ['--set', 'user=me', '--set', 'allowCleartextAuth=true']

interface Refusal {
  readonly patient: () => Promise<Patient>
  readonly options?: readonly string[]
  readonly reason: RegExp
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'the greeting, for good': { patient: () => refusesGreeting('554 5.7.1 not you'), reason: /not you/ },
  'the greeting, for now': { patient: () => refusesGreeting('450 4.3.2 too busy'), reason: /too busy/ },
  'the greeting with 421': { patient: () => refusesGreeting('421 4.3.2 closing'), reason: /closing/ },
  'the login, for good': {
    patient: () => refusesLogin('535 5.7.8 wrong password'),
    options: LOGIN,
    reason: /login.*wrong password/,
  },
  'the login, for now': {
    patient: () => refusesLogin('454 4.7.0 no password check now'),
    options: LOGIN,
    reason: /login.*no password check/,
  },
  'the sender, with 550': {
    patient: () => refusesSender('550 5.7.1 not your address'),
    reason: /sender.*not your address/,
  },
  'the sender, with 553': {
    patient: () => refusesSender('553 5.7.1 not your address'),
    reason: /sender.*not your address/,
  },
}

// Some of these try again for half a minute before they give up: all at the same time.
test(`a server that refuses ${Object.keys(REFUSALS).join('; ')}: pauses with the reason, fails no row, and resume sends each once`, async () => {
  const refused = async ([name, { patient, options = [], reason }]: [string, Refusal]) => {
    const { server, mend } = await patient()
    const rig = await rigWith(ROWS)
    const run = await rig.merge(server.port, '--connections', '2', ...options, ...RETRY).ended
    expect(run.stderr, name).toMatch(reason)
    await expectPaused(rig, run.code, summaryOf(run), reason, name)
    expect(server.copies, name).toEqual([])
    mend()
    const resumed = await (await rig.resume('--wait')).ended
    expect(resumed.code, `${name}: ${resumed.stderr}`).toBe(0)
    expect(await expectHonest(rig, server, name), name).toMatchObject({ state: 'finished', accepted: ROWS })
  }
  await Promise.all([...Object.entries(REFUSALS).map(refused), notThere()])
}, 200_000)

async function notThere(): Promise<void> {
  const name = 'not there'
  const rig = await rigWith(ROWS)
  const run = await rig.merge(await unusedPort(), '--connections', '2').ended
  await expectPaused(rig, run.code, summaryOf(run), /127\.0\.0\.1/, name)
  const server = await countingServer()
  const resumed = await (await rig.resume('--wait', '--set', `port=${server.port}`)).ended
  expect(resumed.code, `${name}: ${resumed.stderr}`).toBe(0)
  expect(await expectHonest(rig, server, name), name).toMatchObject({ state: 'finished', accepted: ROWS })
}

async function expectPaused(
  rig: Rig,
  code: number | null,
  summary: object,
  reason: RegExp,
  name: string,
): Promise<void> {
  expect(code, name).toBe(3)
  expect(summary, name).toMatchObject({ rows: ROWS, accepted: 0, failed: 0, uncertain: 0 })
  expect(await rig.show(), name).toMatchObject({
    state: 'paused',
    reason: expect.stringMatching(reason),
    rows: ROWS,
    accepted: 0,
    failed: 0,
    uncertain: 0,
    skipped: 0,
  })
}

test('a server that puts off the sender fails no row either, and resume sends each once', async () => {
  const { server, mend } = await refusesSender('451 4.7.1 come back later')
  const rig = await rigWith(ROWS)
  // Long enough that no row is due again before all were tried.
  const run = await rig.merge(server.port, '--retry', '8s,8s,8s,8s').ended
  expect(run.code).not.toBe(0)
  expect(await rig.show()).toMatchObject({ state: 'paused', accepted: 0, failed: 0, uncertain: 0 })
  mend()
  const resumed = await (await rig.resume('--wait')).ended
  expect(resumed.code, resumed.stderr).toBe(0)
  expect(await expectHonest(rig, server)).toMatchObject({ state: 'finished', accepted: ROWS })
}, 120_000)

/** A port nobody listens on. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no port.')
  return address.port
}

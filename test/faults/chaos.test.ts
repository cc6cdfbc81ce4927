/** Random faults of the server and random kills of the program, many times over. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ehloReply, type Peer } from '../helpers/scripted-server.ts'
import { type CountingServer, countingServer } from './counting-server.ts'
import { EFFORT, expectHonest, RETRY, type Rig, type Running, rigWith, summaryOf } from './rig.ts'

const STEPS = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body', '.'] as const
const FAULTS = ['close', 'reset', 'hang', 'cut short', 'closing', 'twice', 'nonsense', 'wrong'] as const

interface Fault {
  readonly step: (typeof STEPS)[number]
  readonly kind: (typeof FAULTS)[number]
  /** How often the step goes well before, on that connection. */
  readonly pass: number
}

/** When the program is killed: so many steps of the server or milliseconds after its start. */
interface Kill {
  readonly after: 'steps' | 'milliseconds'
  readonly count: number
}

interface Plan {
  readonly connections: number
  readonly pipelining: 'none' | 'envelope' | 'full'
  readonly extensions: readonly string[]
  /** For the connections in the order they come; those after them meet a good server. */
  readonly faults: readonly Fault[]
  readonly kills: readonly Kill[]
}

const fault: fc.Arbitrary<Fault> = fc.record({
  step: fc.constantFrom(...STEPS, '.', 'body', 'DATA'),
  kind: fc.constantFrom(...FAULTS),
  pass: fc.nat(9),
})
const kill: fc.Arbitrary<Kill> = fc.oneof(
  fc.record({ after: fc.constant('milliseconds'), count: fc.nat(700) }),
  fc.record({ after: fc.constant('steps'), count: fc.integer({ min: 1, max: 90 }) }),
)
const plan: fc.Arbitrary<Plan> = fc.record({
  connections: fc.integer({ min: 1, max: 4 }),
  pipelining: fc.constantFrom('none', 'envelope', 'full', 'full'),
  extensions: fc.constantFrom(['8BITMIME', 'PIPELINING'], ['8BITMIME', 'PIPELINING'], ['SIZE 0']),
  faults: fc.array(fault, { minLength: 3, maxLength: 7 }),
  kills: fc.array(kill, { minLength: 1, maxLength: 3 }),
})

/** Runs at the same time: most of each is waiting. */
const LANES = 6

/** Milliseconds without a step after which somebody loses patience and kills the program too. */
const PATIENCE = 2_500

test(
  `a server that closes, resets, hangs and lies, and a program killed at random: nothing lost, nothing twice (MAILWRIGHT_SEED=${EFFORT.seed})`,
  async () => {
    const plans = fc.sample(plan, { numRuns: EFFORT.chaosRuns, seed: EFFORT.seed })
    const lane = async () => {
      for (let next = plans.pop(); next; next = plans.pop()) await survive(next)
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  },
  240_000 * Math.max(1, EFFORT.chaosRuns / 20),
)

async function survive(plan: Plan): Promise<void> {
  const note = `seed ${EFFORT.seed}: ${JSON.stringify(plan)}`
  const server = await badServer(plan)
  // Every tenth row is longer than one write, so that its body can break off before it is complete.
  const rig = await rigWith(EFFORT.chaosRows, { text: (n) => (n % 10 === 5 ? `${n} `.repeat(40_000) : '') })
  const kills = [...plan.kills]
  let killed = 0
  for (let launch = 1; ; launch++) {
    expect(launch, note).toBeLessThan(30)
    const running = await launchNext(rig, server, plan)
    const wasKilled = await killSometime(running, server, kills.shift())
    if (wasKilled) {
      killed++
      continue
    }
    const run = await running.ended
    // 3: the session failed for good, and somebody resumes.
    expect([0, 1, 3], `${note}\n${run.stderr}`).toContain(run.code)
    const { pending, deferred } = summaryOf(run)
    if (pending + deferred === 0) break
  }
  const { state, rows, accepted, failed, uncertain } = await expectHonest(rig, server, note)
  expect(state, note).toBe('finished')
  expect(server.strays, note).toEqual([])
  expect(accepted + failed + uncertain, note).toBe(rows)
  expect(failed, note).toBe([...Array(rows).keys()].filter((i) => isUnknown(i + 1)).length)
  expect(uncertain, note).toBeLessThanOrEqual(plan.connections * (killed + plan.faults.length))
}

/** Starts the batch where there is none yet, else resumes it. */
async function launchNext(rig: Rig, server: CountingServer, plan: Plan): Promise<Running> {
  if (server.connections > 0 || (await rig.batches()).length > 0) return rig.resume('--wait')
  const options = ['--set', 'timeout=0.5', '--set', `pipelining=${plan.pipelining}`]
  return rig.merge(server.port, '--connections', `${plan.connections}`, '--wait', ...options, ...RETRY)
}

/** Whether the program was killed: at the given moment, or because it stood still. */
async function killSometime(running: Running, server: CountingServer, kill?: Kill): Promise<boolean> {
  const startedAt = Date.now()
  const stepsBefore = server.steps
  let last = { steps: stepsBefore, at: startedAt + 20_000 }
  const isTime = () => {
    const now = Date.now()
    if (server.steps !== last.steps) last = { steps: server.steps, at: now }
    if (now - last.at > PATIENCE) return true
    if (!kill) return false
    return kill.count <= (kill.after === 'steps' ? server.steps - stepsBefore : now - startedAt)
  }
  const watch = setInterval(() => {
    if (isTime()) running.process.kill('SIGKILL')
  }, 1)
  try {
    await running.ended
  } finally {
    clearInterval(watch)
  }
  return running.process.signalCode === 'SIGKILL'
}

function badServer({ faults, extensions }: Plan): Promise<CountingServer> {
  const asked = new Set<string>()
  const conducts = new Map<number, Misconduct>()
  return countingServer({
    begin: async (peer, connection) => {
      const conduct = new Misconduct(peer, faults[connection - 1])
      conducts.set(connection, conduct)
      peer.send(conduct.answer('greeting', '220 scripted.example ESMTP\r\n') ?? '')
      return true
    },
    answers: (command, _, connection) =>
      conducts.get(connection)?.answer(command, ownAnswer(command, extensions, asked)),
  })
}

/** What this server says where the usual answers will not do: nobody knows every twentieth row, another is greylisted. */
function ownAnswer(command: string, extensions: readonly string[], asked: Set<string>): string | undefined {
  if (command.startsWith('EHLO')) return ehloReply(extensions)
  const n = Number(/^RCPT TO:<r(\d+)@/.exec(command)?.[1])
  if (isUnknown(n)) return '550 5.1.1 no such user\r\n'
  if (n % 20 !== 11 || asked.has(command)) return undefined
  asked.add(command)
  return '450 4.2.0 greylisted\r\n'
}

function isUnknown(n: number): boolean {
  return n % 20 === 7
}

/** One connection's fault, when its time has come. */
class Misconduct {
  readonly #peer: Peer
  #fault: Fault | undefined
  #pass: number
  /** Lines of a body to read until it happens. */
  #bodyLines = 0
  /** Nothing is answered any more, whatever comes. */
  #isOver = false

  constructor(peer: Peer, fault: Fault | undefined) {
    this.#peer = peer
    this.#fault = fault
    this.#pass = fault?.pass ?? 0
  }

  answer(command: string, usual: string | undefined): string | undefined {
    if (this.#isOver) return ''
    const fault = this.#fault
    if (!fault) return usual
    if (this.#bodyLines > 0) return --this.#bodyLines > 0 ? '' : this.#refuseBody(fault)
    if (!command.startsWith(fault.step === 'body' ? 'DATA' : fault.step)) return usual
    // A connection greets and is greeted only once.
    if (this.#pass-- > 0 && fault.step !== 'greeting' && fault.step !== 'EHLO') return usual
    if (fault.step === 'body') {
      this.#bodyLines = 1 + fault.pass ** 3
      this.#peer.send('354 go ahead\r\n')
      return ''
    }
    this.#fault = undefined
    return this.#misbehave(fault.kind, usual ?? (command === 'DATA' ? '354 go ahead\r\n' : '250 ok\r\n'))
  }

  /** The rest of the body is no command and gets no answer. */
  #refuseBody({ kind }: Fault): string {
    this.#isOver = true
    return this.#misbehave(kind, '452 4.3.1 full\r\n')
  }

  #misbehave(kind: Fault['kind'], reply: string): string {
    switch (kind) {
      case 'twice':
        return reply + reply
      case 'wrong':
        return reply.startsWith('354') ? '250 2.0.0 ok\r\n' : '354 go ahead\r\n'
      case 'closing':
        this.#isOver = true
        return '421 4.3.2 closing\r\n'
      default:
        this.#isOver = true
        this.#breakOff(kind, reply)
        return ''
    }
  }

  #breakOff(kind: 'close' | 'reset' | 'hang' | 'cut short' | 'nonsense', reply: string): void {
    if (kind === 'nonsense') this.#peer.send('What was that?\r\n')
    if (kind === 'cut short') this.#peer.send(reply.slice(0, 2))
    if (kind === 'reset') this.#peer.reset()
    if (kind === 'close' || kind === 'cut short') this.#peer.end()
  }
}

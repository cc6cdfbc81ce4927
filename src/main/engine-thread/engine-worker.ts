/** The engine's thread: SQL and SMTP happen here, so that nothing else waits for them. */
import { parentPort, workerData } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { toErrorData } from '../../shared/error-data.ts'
import { BatchEngine } from '../batch/engine.ts'
import type { KeepAwake } from '../batch/ports.ts'
import { parseRateLimits } from '../batch/rate-limits.ts'
import { type Core, openCore } from '../composition-root.ts'
import { OutputRelay } from './output-relay.ts'
import type { EngineAnswer, EngineCall, EngineSetup, FromEngine, ToEngine } from './protocol.ts'
import { RenderThread } from './render-thread.ts'

const port = parentPort
if (!port) throw new Error('This is the engine of Mailwright and runs in a thread of its own.')

const setup: EngineSetup = workerData
const output = new OutputRelay(tell)
const renderThread = new RenderThread({ dataDir: setup.dataDir })
const passwords = new Map<string, string>()
const dkimKeys = new Map<string, string>()

interface Opened {
  readonly core: Core
  readonly engine: BatchEngine
}

const opened = open()
// Told to whoever calls first.
opened.catch(() => undefined)

port.on('message', (message: ToEngine) => {
  if (message.kind === 'written') output.written(message.id, message.error)
  else void answer(message.id, message.call)
})

function tell(message: FromEngine): void {
  port?.postMessage(message)
}

async function open(): Promise<Opened> {
  const core = await openCore({
    dataDir: setup.dataDir,
    env: { MAILWRIGHT_PASSWORD: setup.password },
    stdout: output.stream('stdout', setup.isTTY.stdout),
    stderr: output.stream('stderr', setup.isTTY.stderr),
    secrets: { get: (profile) => passwords.get(profile), dkimKeys },
    attended: false,
  })
  const engine = new BatchEngine({
    ...core,
    journal: core.journal(),
    suppression: core.suppression(),
    keepAwake: keepAwake(),
    signing: (profile) => core.signing(profile),
    renderElsewhere: (batchId, signing, here) => renderThread.renderer(batchId, signing, here),
    connect: async (choice) => {
      const { profile, account, needsMessages } = core.resolveProfile(choice)
      return { open: await core.connect(profile), account, needsMessages }
    },
    onEvent: (event) => tell({ kind: 'event', event }),
  })
  return { core, engine }
}

async function answer(id: number, call: EngineCall): Promise<void> {
  try {
    tell({ kind: 'answer', id, answer: await perform(id, call) })
  } catch (error) {
    tell({ kind: 'refusal', id, error: toErrorData(error) })
  }
}

async function perform(id: number, call: EngineCall): Promise<EngineAnswer> {
  const { core, engine } = await opened
  switch (call.method) {
    case 'start': {
      const { ended } = await engine.start(call.batchId, call.options)
      void ended.then((end) => tell({ kind: 'ended', id, end }))
      return null
    }
    case 'pause':
      await engine.pause(call.batchId)
      return null
    case 'cancel':
      await engine.cancel(call.batchId)
      return null
    case 'setLimits':
      await engine.setLimits(call.batchId, call.rate)
      return null
    case 'setConnections':
      await engine.setConnections(call.batchId, call.connections)
      return null
    case 'snapshot':
      return engine.snapshot(call.batchId)
    case 'refresh':
      core.reloadSettings()
      replace(passwords, call.secrets.passwords)
      replace(dkimKeys, call.secrets.dkimKeys)
      return null
    case 'takeTurn': {
      const { key, account, rate, domains } = call
      return engine.turns.take({ key, account, rules: parseRateLimits(rate), domains })
    }
    case 'releaseTurn':
      engine.turns.release(call.key)
      return null
    case 'turnSent':
      await engine.turns.sent(call.key)
      return null
    case 'close':
      await engine.close()
      await renderThread.close()
      core.close()
      return null
    default:
      return assertNever(call)
  }
}

function replace(known: Map<string, string>, secrets: Readonly<Record<string, string>>): void {
  known.clear()
  for (const [profile, secret] of Object.entries(secrets)) known.set(profile, secret)
}

/** Each run holds for itself; the main thread hears of the first and of the last. */
function keepAwake(): KeepAwake {
  let holders = 0
  return {
    hold: () => {
      if (++holders === 1) tell({ kind: 'awake', isNeeded: true })
      return () => {
        if (--holders === 0) tell({ kind: 'awake', isNeeded: false })
      }
    },
  }
}

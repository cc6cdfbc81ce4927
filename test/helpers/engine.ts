/** A batch engine over a real journal, with a backend that does what the test says. */
import { onTestFinished } from 'vitest'
import type { Backend } from '../../src/main/backends/backend.ts'
import { SequentialBackend } from '../../src/main/backends/sequential.ts'
import { BatchEngine, type EngineParts } from '../../src/main/batch/engine.ts'
import type { BatchSettings } from '../../src/main/batch/frozen-batch.ts'
import type { Clock } from '../../src/main/batch/ports.ts'
import type { Journal } from '../../src/main/journal/journal.ts'
import type { DkimSetup } from '../../src/main/mail/dkim.ts'
import { diskFiles } from '../../src/main/platform/disk-files.ts'
import { randomIds } from '../../src/main/platform/random-ids.ts'
import { systemClock } from '../../src/main/platform/system-clock.ts'
import { SuppressionList } from '../../src/main/suppression/suppression-list.ts'
import type { BatchEvent, RunEnd } from '../../src/shared/batch-types.ts'
import type { MimeMessage, SendResult } from '../../src/shared/mail-types.ts'
import { openForTest, tempJournalFile } from './journal.ts'

const TEMPLATE = `---
from: shop@example.com
to: ["{{ email }}"]
subject: "Row {{ n }}"
---
Row {{ n }}
`

type Options = BatchSettings['options']

const OPTIONS: Options = {
  connections: 1,
  rate: null,
  retry: 'none',
  notAfter: null,
  onMissingAttachment: 'block',
}

export async function importBatch(
  journal: Journal,
  rows: number,
  options: Partial<Options> = {},
  choice: BatchSettings['choice'] = { backend: 'memory', options: {} },
  addressOf: (n: number) => string = (n) => `r${n}@example.com`,
): Promise<void> {
  const settings: BatchSettings = {
    choice,
    defaults: { from: '', replyTo: [], charset: 'utf-8' },
    policy: { smtpUtf8: false, sevenBit: false, unencodable: 'error', timeZone: 'UTC', localDelivery: false },
    options: { ...OPTIONS, ...options },
  }
  const batchImport = journal.beginImport({
    id: 'b',
    createdAt: 1_000,
    columns: ['n', 'email'],
    template: JSON.stringify({ source: TEMPLATE, file: 'mail.md', baseDir: '/' }),
    settings: JSON.stringify(settings),
    csvName: 'rows.csv',
  })
  batchImport.addRows(
    Array.from({ length: rows }, (_, index) => {
      const [number, address] = [index + 1, addressOf(index + 1)]
      return { number, line: number + 1, cells: [`${number}`, address], address, state: 'queued' as const }
    }),
  )
  await batchImport.commit()
}

/** What becomes of a message; nothing: accepted. Throws what the session fails with. */
export type Deliver = (message: MimeMessage, connection: number) => Promise<SendResult | undefined>

export interface EngineRig {
  readonly engine: BatchEngine
  readonly journal: Journal
  readonly events: readonly BatchEvent[]
  /** When each event came, in milliseconds. */
  readonly eventTimes: readonly number[]
  /** The recipient of each message, in the order they were handed over. */
  readonly sent: string[]
  /** Whether the computer is kept awake now. */
  isAwake(): boolean
  /** Starts the batch and waits for the end of its run. */
  run(wait?: boolean): Promise<RunEnd>
}

export interface RigOptions extends Partial<Options> {
  readonly rows: number
  readonly deliver?: Deliver
  readonly clock?: Clock
  readonly journal?: Journal
  readonly open?: () => Backend
  /** By the profile that signs. */
  readonly signing?: (profile: string) => DkimSetup
}

export async function engineRig({
  rows,
  deliver,
  clock,
  journal: given,
  open,
  signing,
  ...options
}: RigOptions) {
  const journal = given ?? openForTest(await tempJournalFile())
  if (!given) await importBatch(journal, rows, options)
  const events: BatchEvent[] = []
  const eventTimes: number[] = []
  const sent: string[] = []
  let connections = 0
  let holders = 0
  const connect = (): Backend => {
    const connection = ++connections
    return new SequentialBackend('test', {
      async deliver(message) {
        sent.push(message.envelope.to.join())
        return deliver?.(message, connection)
      },
    })
  }
  const parts: EngineParts = {
    journal,
    clock: clock ?? systemClock,
    ids: randomIds('example.com'),
    files: diskFiles,
    suppression: new SuppressionList(journal.suppression),
    keepAwake: {
      hold: () => {
        holders++
        return () => void holders--
      },
    },
    signing: async (profile) => (profile === undefined ? null : (signing?.(profile) ?? null)),
    connect: async () => ({ open: open ?? connect, account: 'test', needsMessages: true }),
    onEvent: (event) => {
      events.push(event)
      eventTimes.push(performance.now())
    },
  }
  const engine = new BatchEngine(parts)
  onTestFinished(() => engine.close())
  const rig: EngineRig = {
    engine,
    journal,
    events,
    eventTimes,
    sent,
    isAwake: () => holders > 0,
    run: async (wait = false) => (await engine.start('b', { wait, backendOptions: {} })).ended,
  }
  return rig
}

/** One fate for the only recipient of a message. */
export function fate(
  message: MimeMessage,
  state: SendResult['state'],
  code: number,
  enhanced: string | null,
  text = '',
): SendResult {
  const recipients = message.envelope.to.map((address) => ({ address, state, code, enhanced, text }))
  return { messageId: message.messageId, state, recipients, queueId: null }
}

/** A gate that deliveries wait at. */
export class Gate {
  #open: () => void = () => undefined
  readonly passed = new Promise<void>((resolve) => {
    this.#open = resolve
  })

  open(): void {
    this.#open()
  }
}

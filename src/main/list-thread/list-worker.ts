/** The thread of the lists: files are read, rows searched, rendered and imported here, so that no window waits. */
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { toErrorData } from '../../shared/error-data.ts'
import { InputError } from '../../shared/errors.ts'
import { type BatchRequest, importBatch } from '../batch/import-batch.ts'
import type { Journal } from '../journal/journal.ts'
import { openJournal } from '../journal/open-journal.ts'
import { batchSize } from '../mass-send/batch-size.ts'
import { checkList } from '../mass-send/check-list.ts'
import { refuseMissing } from '../mass-send/refuse-missing.ts'
import { diskFiles } from '../platform/disk-files.ts'
import { randomIds } from '../platform/random-ids.ts'
import { systemClock } from '../platform/system-clock.ts'
import { readList } from '../recipient-list/read-list.ts'
import type { RecipientList, Watcher } from '../recipient-list/recipient-list.ts'
import { SuppressionList } from '../suppression/suppression-list.ts'
import { compileTemplate } from '../template/template.ts'
import { BatchRows } from './batch-rows.ts'
import { OpenLists } from './open-lists.ts'
import type {
  BatchPlanRequest,
  FromLists,
  ListAnswer,
  ListCall,
  ListThreadSetup,
  ToLists,
} from './protocol.ts'

const port = parentPort
if (!port) throw new Error('This is the thread of the lists and runs beside Mailwright only.')

const setup: ListThreadSetup = workerData
const lists = new OpenLists()
const running = new Map<number, AbortController>()
let opened: Journal | null = null
const batchRows = new BatchRows(journal, systemClock.now)

/** Milliseconds between two words about one call. */
const INTERVAL = 100

const MOST_ROWS = 1_000_000_000

port.on('message', (message: ToLists) => {
  if (message.kind === 'cancel') running.get(message.id)?.abort()
  else void answer(message.id, message.call)
})

function tell(message: FromLists): void {
  port?.postMessage(message)
}

function journal(): Journal {
  opened ??= openJournal(join(setup.dataDir, 'mailwright.db'))
  return opened
}

async function answer(id: number, call: ListCall): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    tell({ kind: 'answer', id, answer: await perform(call, watcherOf(id, controller.signal)) })
  } catch (error) {
    const cancelled = new InputError('cancelled', 'Cancelled: nothing was kept.')
    tell({ kind: 'refusal', id, error: toErrorData(controller.signal.aborted ? cancelled : error) })
  } finally {
    running.delete(id)
  }
}

function watcherOf(id: number, signal: AbortSignal): Watcher {
  let toldAt = Number.NEGATIVE_INFINITY
  const progress = (done: number, total: number): void => {
    const now = systemClock.monotonic()
    if (done < total && now - toldAt < INTERVAL) return
    toldAt = now
    tell({ kind: 'progress', id, done, total })
  }
  return { signal, progress }
}

async function perform({ name, args }: ListCall, watcher: Watcher): Promise<ListAnswer> {
  switch (name) {
    case 'open': {
      const suppression = new SuppressionList(journal().suppression)
      const list = await readList(args, join(setup.dataDir, 'lists'), suppression, watcher)
      lists.add(list)
      return list.info
    }
    case 'page':
      return lists.use(args.list, (list) => list.page(args.query))
    case 'row':
      return lists.use(args.list, async (list) => {
        const row = await list.row(args.number)
        return { row, isReadable: list.isReadable(args.number) }
      })
    case 'info':
      return lists.use(args.list, async (list) => list.info)
    case 'close':
      lists.close(args.list)
      return null
    case 'check':
      return lists.use(args.list, (list) =>
        checkList(requestOf(list, args.request, watcher), ports(), setup.dataDir),
      )
    case 'import':
      return lists.use(args.list, async (list) => {
        const request = requestOf(list, args.request, watcher)
        const accept = refuseMissing(request.frozen.settings.options.onMissingAttachment)
        const { batchId } = await importBatch(request, { ...ports(), journal: journal() }, async (plan) => {
          watcher.signal.throwIfAborted()
          accept(plan)
        })
        return batchId
      })
    case 'batchRows':
      return batchRows.page(args.batchId, args.query)
    case 'batchSize':
      return batchSize(journal(), args.batchId, diskFiles)
    default:
      return assertNever(name)
  }
}

function ports() {
  const suppression = new SuppressionList(journal().suppression)
  return { clock: systemClock, ids: randomIds(setup.hostName), files: diskFiles, suppression }
}

function requestOf(list: RecipientList, request: BatchPlanRequest, watcher: Watcher): BatchRequest {
  const { source, file } = request.frozen.template
  return {
    ...request,
    table: list.table(watcher),
    csvName: list.info.name,
    template: compileTemplate(source, file),
    limit: MOST_ROWS,
  }
}

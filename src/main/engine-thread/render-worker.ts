/** The rendering thread: templates and MIME happen here, so that connections and the disk do not wait for them. */
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { toErrorData } from '../../shared/error-data.ts'
import { openBatch } from '../batch/open-batch.ts'
import { localRenderer, type Renderer } from '../batch/renderer.ts'
import { openJournal } from '../journal/open-journal.ts'
import type { DkimSetup } from '../mail/dkim.ts'
import { diskFiles } from '../platform/disk-files.ts'
import { MessagePacker } from './message-packer.ts'
import type { FromRenderer, RenderSetup, ToRenderer } from './render-protocol.ts'

const port = parentPort
if (!port) throw new Error('This renders for the engine of Mailwright and runs in a thread of its own.')

/** Gives the renderer, or throws what is wrong with the batch. */
type OpenedBatch = () => Renderer

const setup: RenderSetup = workerData
const journal = openJournal(join(setup.dataDir, 'mailwright.db'))
const batches = new Map<string, OpenedBatch>()
const packer = new MessagePacker(tell)
/** One after the other, so that answers come in the order of the questions. */
let previous: Promise<void> = Promise.resolve()

tell({ kind: 'ready' })
port.on('message', (message: ToRenderer) => {
  previous = previous.then(() => receive(message))
})

function tell(message: FromRenderer, moved: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, moved)
}

async function receive(message: ToRenderer): Promise<void> {
  switch (message.kind) {
    case 'open':
      // What is wrong with the batch is told to whoever asks for its messages.
      batches.set(message.batchId, openLazily(message.batchId, message.signing))
      try {
        rendererOf(message.batchId)
      } catch {}
      return
    case 'close':
      batches.delete(message.batchId)
      return
    case 'render':
      try {
        packer.hand(message.id, await rendererOf(message.batchId).render(message.jobs))
      } catch (error) {
        tell({ kind: 'failed', id: message.id, error: toErrorData(error) })
      }
      return
    default:
      assertNever(message)
  }
}

function rendererOf(batchId: string): Renderer {
  const open = batches.get(batchId)
  if (!open) throw new Error(`Batch ${batchId} was not opened for rendering.`)
  return open()
}

/** Opened at the first call; where that fails the next call tries again. */
function openLazily(batchId: string, signing: DkimSetup | null): OpenedBatch {
  let renderer: Renderer | null = null
  return () => {
    renderer ??= localRenderer(openBatch(journal, batchId, diskFiles, signing).renderer)
    return renderer
  }
}

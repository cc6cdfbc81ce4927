/** The rendering thread: templates and MIME happen here, so that connections and the disk do not wait for them. */
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { toErrorData } from '../../shared/error-data.ts'
import { openBatch } from '../batch/open-batch.ts'
import { localRenderer, type Renderer } from '../batch/renderer.ts'
import { openJournal } from '../journal/open-journal.ts'
import { diskFiles } from '../platform/disk-files.ts'
import { MessagePacker } from './message-packer.ts'
import type { FromRenderer, RenderSetup, ToRenderer } from './render-protocol.ts'

const port = parentPort
if (!port) throw new Error('This renders for the engine of Mailwright and runs in a thread of its own.')

const setup: RenderSetup = workerData
const journal = openJournal(join(setup.dataDir, 'mailwright.db'))
const batches = new Map<string, Renderer>()
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
  const known = batches.get(batchId)
  if (known) return known
  const renderer = localRenderer(openBatch(journal, batchId, diskFiles).renderer)
  batches.set(batchId, renderer)
  return renderer
}

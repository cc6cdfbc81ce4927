/** The services of mass sends over a data folder of the test's own, with lists given as text. */
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { type Core, openCore, type SecretSource } from '../../src/main/composition-root.ts'
import { DiskFileStore } from '../../src/main/files/file-store.ts'
import { previewPages } from '../../src/main/inspect/preview-pages.ts'
import { type CallWatcher, ListThread } from '../../src/main/list-thread/list-client.ts'
import { Batches } from '../../src/main/mass-send/batches.ts'
import { NEW_MASS_SEND } from '../../src/main/mass-send/mass-send-store.ts'
import { MassSender } from '../../src/main/mass-send/mass-sender.ts'
import type { DraftContent, FileToken } from '../../src/shared/draft-types.ts'
import type { AppEvent } from '../../src/shared/ipc-contract.ts'
import type { ListInfo, ListOptions, MassSend, MassSendOptions } from '../../src/shared/list-types.ts'
import { tempDir } from './temp-dir.ts'

export const DETECTED: ListOptions = {
  encoding: null,
  delimiter: null,
  sheet: null,
  locale: null,
  addressColumn: null,
}

export interface MassSendDesk {
  readonly core: Core
  readonly files: DiskFileStore
  readonly lists: ListThread
  readonly batches: Batches
  readonly sender: MassSender
  readonly events: AppEvent[]
  open(content: string | Uint8Array, options?: Partial<ListOptions>, name?: string): Promise<ListInfo>
  addFile(name: string, content: string): Promise<FileToken>
  /** Resolves when the batch runs no more. */
  ended(batchId: string): Promise<void>
  readonly sandboxFolder: string
}

export async function massSendDesk(secrets?: SecretSource): Promise<MassSendDesk> {
  const dataDir = await tempDir()
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const core = await openCore({
    dataDir,
    env: {},
    stdout: nowhere,
    stderr: nowhere,
    secrets,
    attended: false,
  })
  const files = new DiskFileStore(dataDir, core.clock.now)
  const lists = new ListThread({ dataDir, hostName: core.hostName })
  const events: AppEvent[] = []
  const batches = new Batches({ core, files, lists, emit: (event) => events.push(event) })
  const sender = new MassSender({ core, files, pages: previewPages(), lists, batches })
  onTestFinished(async () => {
    await core.stopEngine()
    await lists.terminate()
    files.close()
    core.close()
  })
  let opened = 0
  return {
    core,
    files,
    lists,
    batches,
    sender,
    events,
    sandboxFolder: join(dataDir, 'sandbox'),
    open: async (content, options = {}, name = 'list.csv') => {
      const { token } = await files.add(name, 'text/csv', Buffer.from(content))
      const source = { id: `list-${++opened}`, path: files.path(token), name }
      return lists.call('open', { ...source, options: { ...DETECTED, ...options } }, unwatched())
    },
    addFile: async (name, content) => (await files.add(name, 'text/plain', Buffer.from(content))).token,
    ended: async (batchId) => {
      const isOver = (): boolean =>
        ['finished', 'cancelled', 'paused'].includes(core.journal().batch(batchId).state)
      while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
}

export function unwatched(): CallWatcher {
  return { signal: new AbortController().signal, progress: () => undefined }
}

export function massSend(
  content: Partial<DraftContent>,
  options: Partial<MassSendOptions> = {},
  attachments: Partial<Pick<MassSend, 'attachmentTemplate' | 'attachmentFiles'>> = {},
): MassSend {
  return {
    ...NEW_MASS_SEND,
    ...attachments,
    content: { ...NEW_MASS_SEND.content, from: 'shop@example.com', subject: 'Hello', ...content },
    options: { ...NEW_MASS_SEND.options, ...options },
  }
}

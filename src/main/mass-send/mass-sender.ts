/** Mass sends: one draft and one list, previewed, checked, tested and made a batch of by the same functions. */
import { lstatSync } from 'node:fs'
import { InputError } from '../../shared/errors.ts'
import type { CheckReport, ListInfo, MassSend, RowPreview } from '../../shared/list-types.ts'
import type { MessageStamp, MimeMessage, SendResult } from '../../shared/mail-types.ts'
import { deliverOne } from '../backends/deliver-one.ts'
import { RowRenderer, withoutMissing } from '../batch/row-renderer.ts'
import { testMessage } from '../batch/test-message.ts'
import { viewMessage } from '../inspect/view-message.ts'
import type { AppContext, FileStore, PreviewPages } from '../ipc/app-context.ts'
import type { CallWatcher, ListThread } from '../list-thread/list-client.ts'
import { joinChunks } from '../mail/octets.ts'
import { withSender } from '../mail/sender.ts'
import { isNodeError } from '../platform/node-error.ts'
import { compileTemplate } from '../template/template.ts'
import type { Batches } from './batches.ts'
import { oneRowTable } from './one-row-table.ts'
import { prepare } from './prepare.ts'
import { withoutFolders } from './without-folders.ts'

export interface MassSenderParts {
  readonly core: AppContext['core']
  readonly files: FileStore
  readonly pages: PreviewPages
  readonly lists: ListThread
  readonly batches: Batches
}

export class MassSender {
  readonly #parts: MassSenderParts

  constructor(parts: MassSenderParts) {
    this.#parts = parts
  }

  async previewRow(mass: MassSend, list: string, number: number): Promise<RowPreview> {
    const { row, isReadable } = await this.#parts.lists.call('row', { list, number })
    // When the batch is sent, a row that cannot be read is never rendered, either.
    if (!isReadable) return { row, view: null, problem: row.text }
    const { ids, clock, dataDir } = this.#parts.core
    try {
      const stamp = { messageId: ids.messageId(), date: new Date(clock.now()) }
      const mime = await this.renderRow(mass, list, row.cells, stamp)
      const view = await viewMessage(joinChunks(mime), mime.envelope, this.#parts.pages)
      return { row, view, problem: null }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return { row, view: null, problem: withoutFolders(error.message, dataDir) }
    }
  }

  /** The very message the cells become under that stamp. Throws InputError where they become none. */
  async renderRow(
    mass: MassSend,
    list: string,
    cells: readonly string[],
    stamp: MessageStamp,
  ): Promise<MimeMessage> {
    const { columns, addressColumn } = await this.#info(list)
    const { frozen } = await prepare(mass, addressColumn, this.#parts)
    const template = compileTemplate(frozen.template.source, frozen.template.file)
    const { files } = this.#parts.core
    const signing = await this.#parts.core.signing(frozen.settings.signedBy)
    const renderer = new RowRenderer({ columns, template, frozen, files, isFrozen: isFile, signing })
    return renderer.render(cells, stamp)
  }

  async check(mass: MassSend, list: string, watcher: CallWatcher): Promise<CheckReport> {
    const { request } = await this.#prepared(mass, list)
    return this.#parts.lists.call('check', { list, request }, watcher)
  }

  /** One row to the sender's own people; nothing of it is kept. */
  async testSend(mass: MassSend, list: string, number: number, to: readonly string[]): Promise<SendResult> {
    const { core, lists } = this.#parts
    const { columns, addressColumn, name } = await this.#info(list)
    const { row, isReadable } = await lists.call('row', { list, number })
    if (!isReadable) throw new InputError('unknown-row', `Row ${number} cannot be read: ${row.text ?? ''}`)
    const { frozen, profile } = await prepare(mass, addressColumn, this.#parts)
    const { source, file, baseDir } = frozen.template
    const template = compileTemplate(source, file)
    const table = oneRowTable(columns, row.line, row.cells)
    const document = await testMessage({ table, csvName: name, template }, 1, to)
    // A test is the message the row would get: without the files it would go without.
    const message = withSender(
      await core.buildMessage(withoutMissing(document, frozen, isFile), baseDir, profile),
    )
    const connect = await core.connect(profile.profile)
    return deliverOne(connect(), message)
  }

  /** The whole batch into the sandbox, with the bytes and at the pace of the real one. */
  rehearse(mass: MassSend, list: string, watcher: CallWatcher): Promise<{ readonly batchId: string }> {
    return this.#send(mass, list, watcher, true)
  }

  /** Freezes everything into a batch and starts it. */
  start(mass: MassSend, list: string, watcher: CallWatcher): Promise<{ readonly batchId: string }> {
    return this.#send(mass, list, watcher, false)
  }

  async #send(
    mass: MassSend,
    list: string,
    watcher: CallWatcher,
    rehearsal: boolean,
  ): Promise<{ readonly batchId: string }> {
    const { core, lists, batches } = this.#parts
    const { request, profile } = await this.#prepared(mass, list, rehearsal)
    // What is wrong with the backend is said before anything is imported.
    await core.connect(profile.profile)
    const batchId = await lists.call('import', { list, request }, watcher)
    if (watcher.signal.aborted) await batches.cancel(batchId)
    else await batches.start(batchId)
    return { batchId }
  }

  async #prepared(mass: MassSend, list: string, rehearsal = false) {
    const { addressColumn } = await this.#info(list)
    const { frozen, profile } = await prepare(mass, addressColumn, this.#parts, rehearsal)
    // A key that is missing is said before anything is checked or imported.
    const signing = await this.#parts.core.signing(frozen.settings.signedBy)
    const signingDomain = signing?.domain
    const request = { frozen, duplicates: mass.options.duplicates, host: profile.host, signingDomain }
    return { profile, request }
  }

  #info(list: string): Promise<ListInfo> {
    return this.#parts.lists.call('info', { list })
  }
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile()
  } catch (error) {
    if (isNodeError(error)) return false
    throw error
  }
}

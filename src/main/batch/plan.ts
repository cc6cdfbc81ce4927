/** Decides before anything is sent what becomes of every row of the CSV. */
import type { CsvProblem, CsvRow } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { RowTable } from '../csv/table.ts'
import { fillRecord } from '../csv/table.ts'
import type { FrozenAttachment, NewRow } from '../journal/journal.ts'
import { type Address, type AddressPolicy, parseAddress } from '../mail/address.ts'
import { missingSender } from '../mail/sender.ts'
import type { Row } from '../template/liquid.ts'
import type { Recipients, Template } from '../template/template.ts'
import { type BulkMailChecks, bulkMailWarnings } from './bulk-mail.ts'
import { SeenAddresses } from './duplicates.ts'
import type { MissingAttachmentPolicy } from './frozen-batch.ts'
import { type PlanWarning, WarningCount } from './plan-warnings.ts'
import { type AttachmentUse, PlannedAttachments } from './planned-attachments.ts'
import type { FileReader, Suppression } from './ports.ts'
import { suppressedReason } from './suppressed.ts'

export type DuplicatePolicy = 'first' | 'all' | 'ask'

export interface PlanOptions {
  readonly template: Template
  readonly baseDir: string
  readonly files: FileReader
  readonly addresses: AddressPolicy
  /** The sender of templates that name none; '' when there is none. */
  readonly defaultSender: string
  readonly duplicates: DuplicatePolicy
  readonly onMissingAttachment: MissingAttachmentPolicy
  readonly suppression: Suppression
  /** Null for mail that is not marketing. */
  readonly bulkMail: BulkMailChecks | null
  /** At most this many rows. */
  readonly limit: number
}

/** Where planned rows go: the journal, or nowhere for a dry run. */
export interface PlanSink {
  addRows(rows: readonly NewRow[]): void | Promise<void>
  addAttachments(attachments: readonly FrozenAttachment[]): void
}

/** Something about one row, for people. */
interface RowRemark {
  readonly row: number
  readonly line: number
  readonly text: string
}

/** Why a row will not be sent as it is. */
export interface PlanFinding extends RowRemark {
  readonly state: 'failed' | 'skipped'
}

/** Counts add up: rows = queued + failed + skipped. */
export interface Plan {
  readonly rows: number
  readonly queued: number
  readonly failed: number
  readonly skipped: number
  /** Rows whose address an earlier row has already, whatever became of them. */
  readonly duplicates: number
  readonly firstDuplicate: RowRemark | null
  /** Rows skipped because of the suppression list. */
  readonly suppressed: number
  /** In words. */
  readonly missingAttachments: readonly string[]
  readonly attachments: readonly AttachmentUse[]
  /** The first rows that will not be sent as they are, of each state. */
  readonly findings: readonly PlanFinding[]
  /** What does not keep any row from being sent. */
  readonly warnings: readonly PlanWarning[]
}

const MOST_FINDINGS = 100

/**
 * Throws InputError `unknown-field` when the template names a column that the table does not have, and
 * `missing-sender` when nobody says who the mail is from.
 */
export async function planBatch(table: RowTable, options: PlanOptions, sink: PlanSink): Promise<Plan> {
  assertColumns(table.columns, options.template)
  if (!options.template.hasSender && options.defaultSender === '') throw missingSender()
  const planner = new Planner(table.columns, options, sink)
  for await (const entries of table.entries) {
    const rows: NewRow[] = []
    for (const entry of entries) {
      if (planner.full) break
      const placed = planner.place(entry.row, entry.kind === 'problem-row' ? entry.problem : null)
      // A million awaits cost as much as reading the file does.
      rows.push(placed instanceof Promise ? await placed : placed)
    }
    await sink.addRows(rows)
    if (planner.full) break
  }
  return planner.plan
}

/** A field no row can have is said once, before anything else, instead of once a row. */
function assertColumns(columns: readonly string[], template: Template): void {
  const missing = template.fields.filter((field) => !columns.includes(field))
  if (missing.length === 0) return
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
  throw new InputError(
    'unknown-field',
    `The template names ${quoted(missing)}, but the CSV has the columns ${quoted(columns)}: correct one of them.`,
    { field: missing[0] },
  )
}

class Planner {
  readonly #columns: readonly string[]
  readonly #options: PlanOptions
  /** Null where the list is empty, so that no row pays for it. */
  readonly #suppression: Suppression | null
  readonly #seen = new SeenAddresses()
  readonly #attachments: PlannedAttachments
  /** Of the row being judged, which has a cell for every column: others are problem rows. */
  readonly #record: Record<string, string> = Object.create(null)
  readonly #findings: PlanFinding[] = []
  readonly #warnings = new WarningCount()
  readonly #counts = { queued: 0, failed: 0, skipped: 0 }
  #suppressed = 0
  #duplicates = 0
  #firstDuplicate: RowRemark | null = null

  constructor(columns: readonly string[], options: PlanOptions, sink: PlanSink) {
    this.#columns = columns
    this.#options = options
    this.#suppression = options.suppression.isEmpty() ? null : options.suppression
    this.#attachments = new PlannedAttachments(options.baseDir, options.files, (attachment) =>
      sink.addAttachments([attachment]),
    )
  }

  get full(): boolean {
    return this.#rows >= this.#options.limit
  }

  get plan(): Plan {
    return {
      rows: this.#rows,
      ...this.#counts,
      duplicates: this.#duplicates,
      firstDuplicate: this.#firstDuplicate,
      suppressed: this.#suppressed,
      missingAttachments: this.#attachments.missing,
      attachments: this.#attachments.uses,
      findings: this.#findings,
      warnings: this.#warnings.all,
    }
  }

  get #rows(): number {
    return this.#counts.queued + this.#counts.failed + this.#counts.skipped
  }

  /** A promise only where attachments have to be looked for. */
  place(row: CsvRow, problem: CsvProblem | null): NewRow | Promise<NewRow> {
    if (problem) return this.#settle(row, '', 'failed', problem.message)
    try {
      const placed = this.#judge(row)
      return placed instanceof Promise ? placed.catch((error) => this.#refuse(row, error)) : placed
    } catch (error) {
      return this.#refuse(row, error)
    }
  }

  #refuse(row: CsvRow, error: unknown): NewRow {
    if (!(error instanceof InputError)) throw error
    return this.#settle(row, '', 'failed', error.message)
  }

  #judge(row: CsvRow): NewRow | Promise<NewRow> {
    const record = fillRecord(this.#record, this.#columns, row.cells)
    const { template } = this.#options
    const recipients = template.renderRecipients(record)
    const parsed = this.#parse(recipients)
    const [first] = parsed
    if (!first) return this.#settle(row, '', 'skipped', 'The row has no address.')
    const suppressed = this.#suppressedReason(parsed)
    if (suppressed) {
      this.#suppressed++
      return this.#settle(row, first.address, 'skipped', suppressed)
    }
    const earlier = this.#seen.earlier(first.address, row.line)
    if (earlier?.kind === 'duplicate') {
      const text = this.#countDuplicate(row, first.address, earlier.line)
      if (this.#options.duplicates !== 'all') return this.#settle(row, first.address, 'skipped', text)
    }
    const queue = (): NewRow => {
      if (earlier?.kind === 'case-twin') this.#warnCaseTwin(row, first.address, earlier.line)
      this.#warnBulkMail(row, record, recipients)
      this.#counts.queued++
      return { number: row.number, line: row.line, cells: row.cells, address: first.address, state: 'queued' }
    }
    const paths = template.renderAttachmentPaths(record)
    return paths.length === 0 ? queue() : this.#judgeAttachments(row, first.address, paths, queue)
  }

  #parse(recipients: Recipients): readonly Address[] {
    const parsed: Address[] = []
    for (const field of ['to', 'cc', 'bcc'] as const) {
      for (const text of recipients[field]) parsed.push(parseAddress(text, field, this.#options.addresses))
    }
    return parsed
  }

  async #judgeAttachments(
    row: CsvRow,
    address: string,
    paths: readonly string[],
    queue: () => NewRow,
  ): Promise<NewRow> {
    const missing = await this.#attachments.firstMissing(paths, row)
    if (missing === null || this.#options.onMissingAttachment === 'without') return queue()
    return this.#settle(row, address, 'skipped', `Its attachment does not exist: ${missing}.`)
  }

  #warnCaseTwin(row: CsvRow, address: string, earlierLine: number): void {
    const text = `${address} differs from the address on line ${earlierLine} only in upper and lower case: probably one person.`
    this.#warnings.add('case-twin', row, text)
  }

  /** Comes before everything else: whoever opted out is no duplicate to decide about. */
  #suppressedReason(recipients: readonly Address[]): string | null {
    if (!this.#suppression) return null
    return suppressedReason(
      this.#suppression,
      recipients.map(({ address }) => address),
    )
  }

  #countDuplicate(row: CsvRow, address: string, earlierLine: number): string {
    const text = `${address} is on line ${earlierLine} already.`
    this.#duplicates++
    this.#firstDuplicate ??= { row: row.number, line: row.line, text }
    return text
  }

  #warnBulkMail(row: CsvRow, record: Row, recipients: Recipients): void {
    const { bulkMail, template } = this.#options
    if (!bulkMail) return
    for (const { kind, text } of bulkMailWarnings(template.renderHead(record), recipients, bulkMail)) {
      this.#warnings.add(kind, row, text)
    }
  }

  #settle(row: CsvRow, address: string, state: 'failed' | 'skipped', text: string): NewRow {
    // Thousands of duplicates must not hide the one row that is wrong.
    if (this.#counts[state]++ < MOST_FINDINGS)
      this.#findings.push({ row: row.number, line: row.line, text, state })
    return { number: row.number, line: row.line, cells: row.cells, address, state, text }
  }
}

/** Decides before anything is sent what becomes of every row of the CSV. */
import type { CsvProblem, CsvRow } from '../../shared/batch-types.ts'
import { InputError } from '../../shared/errors.ts'
import type { CsvTable } from '../csv/table.ts'
import { rowRecord } from '../csv/table.ts'
import type { FrozenAttachment, NewRow } from '../journal/journal.ts'
import { type AddressPolicy, parseAddress } from '../mail/address.ts'
import { attachmentPath } from '../mail/load-message.ts'
import { missingSender } from '../mail/sender.ts'
import type { Template } from '../template/template.ts'
import { freezeAttachment } from './attachments.ts'
import type { MissingAttachmentPolicy } from './frozen-batch.ts'
import type { FileReader } from './ports.ts'

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
  /** At most this many rows. */
  readonly limit: number
}

/** Where planned rows go: the journal, or nowhere for a dry run. */
export interface PlanSink {
  addRows(rows: readonly NewRow[]): void | Promise<void>
  addAttachments(attachments: readonly FrozenAttachment[]): void
}

/** A finding about one row, for people. */
export interface PlanFinding {
  readonly row: number
  readonly line: number
  readonly text: string
}

/** Counts add up: rows = queued + failed + skipped. */
export interface Plan {
  readonly rows: number
  readonly queued: number
  readonly failed: number
  readonly skipped: number
  /** Rows whose address an earlier row has already, whatever became of them. */
  readonly duplicates: number
  readonly firstDuplicate: PlanFinding | null
  readonly missingAttachments: readonly string[]
  /** The first rows that will not be sent as they are. */
  readonly findings: readonly PlanFinding[]
}

const MOST_FINDINGS = 100

/**
 * Throws InputError `unknown-field` when the template names a column that the table does not have, and
 * `missing-sender` when nobody says who the mail is from.
 */
export async function planBatch(table: CsvTable, options: PlanOptions, sink: PlanSink): Promise<Plan> {
  assertColumns(table.columns, options.template)
  if (!options.template.hasSender && options.defaultSender === '') throw missingSender()
  const planner = new Planner(table.columns, options, sink)
  for await (const entries of table.entries) {
    const rows: NewRow[] = []
    for (const entry of entries) {
      if (planner.full) break
      rows.push(await planner.place(entry.row, entry.kind === 'problem-row' ? entry.problem : null))
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
  readonly #sink: PlanSink
  readonly #seen = new Map<string, number>()
  readonly #attachments = new Map<string, boolean>()
  readonly #missing = new Set<string>()
  readonly #findings: PlanFinding[] = []
  readonly #counts = { queued: 0, failed: 0, skipped: 0 }
  #duplicates = 0
  #firstDuplicate: PlanFinding | null = null

  constructor(columns: readonly string[], options: PlanOptions, sink: PlanSink) {
    this.#columns = columns
    this.#options = options
    this.#sink = sink
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
      missingAttachments: [...this.#missing],
      findings: this.#findings,
    }
  }

  get #rows(): number {
    return this.#counts.queued + this.#counts.failed + this.#counts.skipped
  }

  async place(row: CsvRow, problem: CsvProblem | null): Promise<NewRow> {
    if (problem) return this.#settle(row, '', 'failed', problem.message)
    try {
      return await this.#judge(row)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return this.#settle(row, '', 'failed', error.message)
    }
  }

  async #judge(row: CsvRow): Promise<NewRow> {
    const record = rowRecord(this.#columns, row.cells)
    const { template, addresses } = this.#options
    const recipients = template.renderRecipients(record)
    const parsed = (['to', 'cc', 'bcc'] as const).flatMap((field) =>
      recipients[field].map((text) => parseAddress(text, field, addresses)),
    )
    const [first] = parsed
    if (!first) return this.#settle(row, '', 'skipped', 'The row has no address.')
    const duplicate = this.#duplicateOf(row, first.address)
    if (duplicate && this.#options.duplicates !== 'all')
      return this.#settle(row, first.address, 'skipped', duplicate)
    const missing = await this.#missingAttachment(template.renderAttachmentPaths(record), row)
    if (missing && this.#options.onMissingAttachment !== 'without') {
      return this.#settle(row, first.address, 'skipped', `Its attachment does not exist: ${missing}.`)
    }
    this.#counts.queued++
    return { number: row.number, line: row.line, cells: row.cells, address: first.address, state: 'queued' }
  }

  /** Domain without regard to case, local part exact (docs/delivery.md): Address.domain is lower case. */
  #duplicateOf(row: CsvRow, address: string): string | null {
    const earlier = this.#seen.get(address)
    if (earlier === undefined) {
      this.#seen.set(address, row.line)
      return null
    }
    const text = `${address} is on line ${earlier} already.`
    this.#duplicates++
    this.#firstDuplicate ??= { row: row.number, line: row.line, text }
    return text
  }

  async #missingAttachment(paths: readonly string[], row: CsvRow): Promise<string | null> {
    for (const path of paths) {
      const resolved = attachmentPath(this.#options.baseDir, path)
      if (path.trim() !== '' && (this.#attachments.get(resolved) ?? (await this.#freeze(resolved)))) continue
      const name = path.trim() === '' ? `the path is blank on line ${row.line}` : resolved
      this.#missing.add(name)
      return name
    }
    return null
  }

  async #freeze(path: string): Promise<boolean> {
    let exists = true
    try {
      this.#sink.addAttachments([freezeAttachment(path, await this.#options.files.read(path))])
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      exists = false
    }
    this.#attachments.set(path, exists)
    return exists
  }

  #settle(row: CsvRow, address: string, state: 'failed' | 'skipped', text: string): NewRow {
    this.#counts[state]++
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push({ row: row.number, line: row.line, text })
    return { number: row.number, line: row.line, cells: row.cells, address, state, text }
  }
}

/** Fills a batch that nobody sees yet, in portions. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setImmediate as nextTick } from 'node:timers/promises'
import type { BatchRemoval } from './batch-removal.ts'
import { StateConflictError } from './errors.ts'
import type { GroupCommit } from './group-commit.ts'
import type { BatchImport, FrozenAttachment, NewBatch, NewRow } from './journal.ts'

/**
 * A portion is written when it has this many rows, or this many characters, whichever comes first: few enough
 * that no other writer, and nothing else on this thread, waits long, and that the rows are garbage while young.
 */
const PORTION_ROWS = 4_096
const PORTION_LENGTH = 8 * 1024 * 1024

/** Rows per statement: 64 bring nearly all there is to gain. */
const ROWS_PER_INSERT = 64
const QUEUED_COLUMNS = 4

/** The statements that every import shares. */
export class ImportStatements {
  readonly createBatch: StatementSync
  readonly createTally: StatementSync
  readonly insertQueued: StatementSync
  readonly insertRow: StatementSync
  readonly insertAttachment: StatementSync
  readonly countRows: StatementSync
  readonly makeReady: StatementSync

  constructor(db: DatabaseSync) {
    this.createBatch = db.prepare(
      `INSERT INTO batch (id, name, state, csv_name, columns, template, settings, created_at)
       VALUES (?, ?, 'importing', ?, ?, ?, ?, ?)`,
    )
    this.createTally = db.prepare(
      `INSERT INTO tally SELECT ?, value, 0 FROM json_each(
         '["queued","attempting","accepted","failed","deferred","uncertain","skipped"]')`,
    )
    this.insertQueued = db.prepare(
      `INSERT INTO row (batch, number, line, address, cells, state)
       VALUES ${Array(ROWS_PER_INSERT).fill("(?1, ?, ?, ?, ?, 'queued')").join(', ')}`,
    )
    this.insertRow = db.prepare(
      'INSERT INTO row (batch, number, line, address, cells, state, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    this.insertAttachment = db.prepare('INSERT INTO attachment VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
    this.countRows = db.prepare(
      `UPDATE tally SET rows = (SELECT count(*) FROM row WHERE row.batch = tally.batch AND row.state = tally.state)
       WHERE batch = ?`,
    )
    this.makeReady = db.prepare("UPDATE batch SET state = 'ready' WHERE key = ?")
  }

  /** Returns the key of the new batch. */
  create(batch: NewBatch): number {
    const { id, csvName, columns, template, settings, createdAt } = batch
    const values = [
      id,
      batch.name ?? csvName,
      csvName,
      JSON.stringify(columns),
      template,
      settings,
      createdAt,
    ]
    const key = Number(this.createBatch.run(...values).lastInsertRowid)
    this.createTally.run(key)
    return key
  }
}

export class SqliteImport implements BatchImport {
  readonly #key: number
  readonly #statements: ImportStatements
  readonly #commits: GroupCommit
  readonly #removal: BatchRemoval
  readonly #unlock: () => void
  /** Values of queued rows, one row after the other: `QUEUED_COLUMNS` for each. */
  #queued: SQLInputValue[] = []
  /** Values of the rows that will not be sent. */
  #refused: SQLInputValue[][] = []
  #length = 0
  #incomplete = false
  #over = false

  constructor(
    key: number,
    statements: ImportStatements,
    commits: GroupCommit,
    removal: BatchRemoval,
    unlock: () => void,
  ) {
    this.#key = key
    this.#statements = statements
    this.#commits = commits
    this.#removal = removal
    this.#unlock = unlock
  }

  addRows(rows: Iterable<NewRow>): void {
    this.#fill(() => {
      for (const { number, line, address, cells, state, text } of rows) {
        const json = JSON.stringify(cells)
        if (state === 'queued' && text === undefined) this.#queued.push(number, line, address, json)
        else this.#refused.push([number, line, address, json, state, text ?? null])
        this.#length += json.length
        if (this.#waitingRows >= PORTION_ROWS || this.#length >= PORTION_LENGTH) this.#flush()
      }
    })
  }

  addAttachments(attachments: Iterable<FrozenAttachment>): void {
    this.#fill(() => {
      const all = [...attachments]
      this.#commits.writeNow(() => {
        for (const { path, size, sha256 } of all) {
          this.#statements.insertAttachment.run(this.#key, path, size, sha256)
        }
      })
    })
  }

  async commit(): Promise<void> {
    this.#fill(() => this.#flush())
    await this.#commits.write(() => {
      this.#statements.countRows.run(this.#key)
      this.#statements.makeReady.run(this.#key)
    })
    this.#end()
  }

  async rollback(): Promise<void> {
    if (this.#over) return
    try {
      while (this.#removal.removePortion(this.#key)) await nextTick()
    } catch {
      // A full disk cannot even delete. The batch stays invisible, and the next opening removes it.
    } finally {
      this.#end()
    }
  }

  get #waitingRows(): number {
    return this.#queued.length / QUEUED_COLUMNS + this.#refused.length
  }

  #flush(): void {
    const queued = this.#queued
    const refused = this.#refused
    this.#queued = []
    this.#refused = []
    this.#length = 0
    const { insertQueued, insertRow } = this.#statements
    const width = ROWS_PER_INSERT * QUEUED_COLUMNS
    this.#commits.writeNow(() => {
      let at = 0
      for (; at + width <= queued.length; at += width)
        insertQueued.run(this.#key, ...queued.slice(at, at + width))
      for (; at < queued.length; at += QUEUED_COLUMNS) {
        insertRow.run(this.#key, ...queued.slice(at, at + QUEUED_COLUMNS), 'queued', null)
      }
      for (const values of refused) insertRow.run(this.#key, ...values)
    })
  }

  /** After one failure something is missing, so that nothing but a rollback is left. */
  #fill(work: () => void): void {
    if (this.#over) throw new StateConflictError('This import is over: begin another one.')
    if (this.#incomplete) throw new StateConflictError('This import failed before: roll it back.')
    this.#incomplete = true
    work()
    this.#incomplete = false
  }

  #end(): void {
    this.#over = true
    this.#unlock()
  }
}

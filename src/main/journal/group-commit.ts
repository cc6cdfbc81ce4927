/** Gathers the writes of one tick into one transaction: a single fsync makes all of them durable. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { closedError, journalError, undoneAlone } from './errors.ts'

interface Operation {
  /** Runs inside the transaction; returns what tells the caller once it is durable. */
  readonly run: () => () => void
  readonly reject: (error: unknown) => void
}

/** Nobody waits for more than this. */
const MOST_WAITING = 1000

export class GroupCommit {
  readonly #db: DatabaseSync
  readonly #file: string
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  #waiting: Operation[] = []
  #closed = false

  constructor(db: DatabaseSync, file: string) {
    this.#db = db
    this.#file = file
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
  }

  /**
   * Resolves when the work is on the disk. Work that throws, or breaks a constraint, fails alone; a
   * failure of the file fails the whole group. So work must do everything that may throw before it writes.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw closedError(this.#file)
      const run = (): (() => void) => {
        const value = work()
        return () => resolve(value)
      }
      if (this.#waiting.push({ run, reject }) === 1) this.#flushOnceQuiet(0)
    })
  }

  /**
   * Waits while every turn of the event loop brings more: the replies of a server to several connections
   * come within microseconds of each other, and an fsync takes much longer.
   */
  #flushOnceQuiet(before: number): void {
    const size = this.#waiting.length
    if (size === before || size >= MOST_WAITING) this.#flush()
    else setImmediate(() => this.#flushOnceQuiet(size))
  }

  /** The same at once and alone, for work that cannot wait for the end of the tick. */
  writeNow<T>(work: () => T): T {
    if (this.#closed) throw closedError(this.#file)
    return this.#transaction(work)
  }

  /** Writes what is waiting; everything later is refused. */
  close(): void {
    this.#flush()
    this.#closed = true
  }

  #flush(): void {
    const group = this.#waiting
    if (group.length === 0) return
    this.#waiting = []
    const tell: (() => void)[] = []
    try {
      this.#transaction(() => {
        for (const operation of group) tell.push(this.#attempt(operation))
      })
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const told of tell) told()
  }

  #attempt({ run, reject }: Operation): () => void {
    try {
      return run()
    } catch (error) {
      if (!undoneAlone(error)) throw error
      return () => reject(journalError(error, this.#file))
    }
  }

  #transaction<T>(work: () => T): T {
    try {
      this.#begin.run()
      const value = work()
      this.#commit.run()
      return value
    } catch (error) {
      // A full disk makes SQLite roll back by itself; then there is nothing left to undo.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw journalError(error, this.#file)
    }
  }
}

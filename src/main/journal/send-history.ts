/** How many messages left and when, so that the limits of an account hold across runs, batches and crashes. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { readInteger } from './columns.ts'
import type { GroupCommit } from './group-commit.ts'
import type { SendCount, SendHistory, SendKey } from './journal.ts'

/** Sends of one second share a record, so that a day of them stays small. */
const SECOND = 1000

/** Runs a read, refusing a closed journal and naming the file in errors. */
type Read = <T>(work: () => T) => T

export class SendHistoryTable implements SendHistory {
  readonly #commits: GroupCommit
  readonly #read: Read
  readonly #hold: (account: string) => (() => void) | undefined
  readonly #add: StatementSync
  readonly #since: StatementSync
  readonly #forget: StatementSync

  /** `hold` takes the lock of an account, or gives undefined when somebody has it. */
  constructor(
    db: DatabaseSync,
    commits: GroupCommit,
    read: Read,
    hold: (account: string) => (() => void) | undefined,
  ) {
    this.#commits = commits
    this.#read = read
    this.#hold = hold
    this.#add = db.prepare(
      'INSERT INTO send VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1',
    )
    this.#since = db.prepare(
      'SELECT second, messages FROM send WHERE account = ? AND domain = ? AND second >= ? ORDER BY second',
    )
    this.#forget = db.prepare('DELETE FROM send WHERE second < ?')
  }

  /** Inside a transaction of the caller. */
  add({ account, domains }: SendKey, at: number): void {
    const second = Math.floor(at / SECOND)
    this.#add.run(account, '', second)
    for (const domain of domains) this.#add.run(account, domain, second)
  }

  since(account: string, domain: string, time: number): readonly SendCount[] {
    return this.#read(() =>
      this.#since.all(account, domain, Math.floor(time / SECOND)).map((record) => ({
        before: (readInteger(record, 'second') + 1) * SECOND,
        messages: readInteger(record, 'messages'),
      })),
    )
  }

  record(key: SendKey, at: number): Promise<void> {
    return this.#commits.write(() => this.add(key, at))
  }

  forget(before: number): Promise<void> {
    return this.#commits.write(() => void this.#forget.run(Math.floor(before / SECOND)))
  }

  lock(account: string): (() => void) | undefined {
    return this.#hold(account)
  }
}

/** Messages that are ready to leave, and the connections that wait for one. */
import type { MimeMessage } from '../../shared/mail-types.ts'
import type { ClaimedRow } from '../journal/journal.ts'
import { HeldOctets } from './held-octets.ts'
import type { Turn } from './rate-limiter.ts'

/** A message whose attempt is on the disk and whose turn has come. */
export interface PreparedRow {
  readonly row: ClaimedRow
  readonly mime: MimeMessage
  readonly turn: Turn
}

interface Taker {
  readonly owner: object
  readonly resolve: (prepared: PreparedRow | null) => void
  readonly reject: (error: unknown) => void
}

export class PreparedQueue {
  #rows: PreparedRow[] = []
  readonly #held = new HeldOctets()
  #takers: Taker[] = []

  get rows(): readonly PreparedRow[] {
    return this.#rows
  }

  /** That all messages together hold. */
  get octets(): number {
    return this.#held.octets
  }

  /** Whether somebody waits for one. */
  get isAwaited(): boolean {
    return this.#takers.length > 0
  }

  /** The first one, now or as soon as there is one; null when whoever waits is dismissed. */
  take(owner: object): Promise<PreparedRow | null> {
    const next = this.#next()
    if (next) return Promise.resolve(next)
    return new Promise((resolve, reject) => this.#takers.push({ owner, resolve, reject }))
  }

  append(rows: readonly PreparedRow[]): void {
    this.#rows.push(...rows)
    this.#added(rows)
  }

  prepend(rows: readonly PreparedRow[]): void {
    this.#rows.unshift(...rows)
    this.#added(rows)
  }

  /** Whoever waits gets nothing; with an owner only that one. */
  dismiss(owner?: object): void {
    for (const taker of this.#leaving(owner)) taker.resolve(null)
  }

  fail(error: unknown): void {
    for (const taker of this.#leaving()) taker.reject(error)
  }

  /** Takes everything out. */
  clear(): readonly PreparedRow[] {
    const rows = this.#rows
    this.#rows = []
    this.#held.clear()
    return rows
  }

  #next(): PreparedRow | undefined {
    const next = this.#rows.shift()
    if (next) this.#held.remove(next.mime)
    return next
  }

  #added(rows: readonly PreparedRow[]): void {
    for (const { mime } of rows) this.#held.add(mime)
    while (this.#takers.length > 0) {
      const next = this.#next()
      if (!next) return
      this.#takers.shift()?.resolve(next)
    }
  }

  #leaving(owner?: object): readonly Taker[] {
    const isLeaving = (taker: Taker) => owner === undefined || taker.owner === owner
    const leaving = this.#takers.filter(isLeaving)
    this.#takers = this.#takers.filter((taker) => !isLeaving(taker))
    return leaving
  }
}

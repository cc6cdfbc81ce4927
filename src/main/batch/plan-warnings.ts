/** What the user should look at before sending, though every row could be sent as it is. */

export type PlanWarningKind =
  | 'case-twin'
  | 'list-unsubscribe'
  | 'list-unsubscribe-post'
  | 'no-text-part'
  | 'free-mail-sender'
  | 'many-visible-recipients'
  | 'dkim-alignment'

/** One kind of warning for all rows it concerns. */
export interface PlanWarning {
  readonly kind: PlanWarningKind
  /** How many rows it concerns. */
  readonly rows: number
  /** The first of them, and what is wrong there. */
  readonly row: number
  readonly line: number
  readonly text: string
}

/** Counts warnings by kind, so that a million of them take no more room than one. */
export class WarningCount {
  readonly #byKind = new Map<PlanWarningKind, PlanWarning>()

  add(kind: PlanWarningKind, row: { readonly number: number; readonly line: number }, text: string): void {
    const known = this.#byKind.get(kind)
    const first = known ?? { kind, rows: 0, row: row.number, line: row.line, text }
    this.#byKind.set(kind, { ...first, rows: first.rows + 1 })
  }

  get all(): readonly PlanWarning[] {
    return [...this.#byKind.values()]
  }
}

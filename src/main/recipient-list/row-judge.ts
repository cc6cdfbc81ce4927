/** What becomes of each row of a list as long as nothing but its address is known. */
import { InputError } from '../../shared/errors.ts'
import { SeenAddresses } from '../batch/duplicates.ts'
import type { Suppression } from '../batch/ports.ts'
import { suppressedReason } from '../batch/suppressed.ts'
import type { CsvEntry } from '../csv/table.ts'
import { type Address, parseAddress } from '../mail/address.ts'
import { defaultMimePolicy } from '../mail/mime.ts'
import { ROW_STATE, type RowStateCode } from './row-states.ts'

export interface Judgement {
  readonly state: RowStateCode
  /** Why it is not valid. */
  readonly text: string | null
}

const VALID: Judgement = { state: ROW_STATE.valid, text: null }
const BLANK: Judgement = { state: ROW_STATE.blank, text: 'The row has no address.' }

export class RowJudge {
  readonly #column: number
  readonly #suppression: Suppression | null
  readonly #seen = new SeenAddresses()

  /** `column` is the index of the one that holds the address. */
  constructor(column: number, suppression: Suppression) {
    this.#column = column
    this.#suppression = suppression.isEmpty() ? null : suppression
  }

  judge(entry: CsvEntry): Judgement {
    if (entry.kind === 'problem-row') return { state: ROW_STATE.unreadable, text: entry.problem.message }
    const { cells, line } = entry.row
    const cell = (cells[this.#column] ?? '').trim()
    if (cell === '') return BLANK
    const parsed = parse(cell)
    if (typeof parsed === 'string') return { state: ROW_STATE.badAddress, text: parsed }
    const { address } = parsed
    // As at import: whoever opted out is no duplicate to decide about.
    const reason = this.#suppression && suppressedReason(this.#suppression, [address])
    if (reason !== null) return { state: ROW_STATE.suppressed, text: reason }
    const earlier = this.#seen.earlier(address, line)
    if (earlier?.kind !== 'duplicate') return VALID
    return { state: ROW_STATE.duplicate, text: `${address} is on line ${earlier.line} already.` }
  }
}

/** Or why it is none. */
function parse(cell: string): Address | string {
  try {
    return parseAddress(cell, 'address', defaultMimePolicy)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

/** What a row of a list is, as one octet. */
import type { ListRowState } from '../../shared/list-types.ts'

/** A row that could not be read and one whose address cannot be used are told apart: only the first is no row. */
export const ROW_STATE = {
  valid: 0,
  unreadable: 1,
  badAddress: 2,
  blank: 3,
  duplicate: 4,
  suppressed: 5,
} as const

export type RowStateCode = (typeof ROW_STATE)[keyof typeof ROW_STATE]

const NAMES: readonly ListRowState[] = ['valid', 'problem', 'problem', 'blank', 'duplicate', 'suppressed']

export function stateName(code: number | undefined): ListRowState {
  return NAMES[code ?? 0] ?? 'problem'
}

/** What is probably wrong with a list that could be read. */
import type { ListAdvice, ListInfo } from '../../shared/list-types.ts'
import { isAddress } from './address-column.ts'

export function listAdvice(
  info: Pick<ListInfo, 'columns' | 'addressColumn' | 'rows' | 'valid' | 'duplicates' | 'suppressed'>,
): readonly ListAdvice[] {
  const { columns, addressColumn, rows, valid, duplicates, suppressed } = info
  const advice: ListAdvice[] = []
  const address = columns.find(isAddress)
  if (address !== undefined) advice.push({ kind: 'header-is-a-row', text: address })
  if (rows === 0) advice.push({ kind: 'no-rows', text: '' })
  else if (valid + duplicates + suppressed === 0) advice.push({ kind: 'no-addresses', text: addressColumn })
  return advice
}

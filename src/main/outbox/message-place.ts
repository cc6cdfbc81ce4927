/** The ids by which windows name messages of the outbox. */
import { InputError } from '../../shared/errors.ts'

/** Which message an opaque id names. */
export type Place =
  | { readonly kind: 'single'; readonly id: string }
  | { readonly kind: 'caught'; readonly name: string }
  | { readonly kind: 'batch'; readonly batchId: string; readonly row: number }

export function placeOf(id: string): Place {
  const [kind, key = '', row = ''] = id.split(':')
  if (kind === 's' && key !== '') return { kind: 'single', id: key }
  if (kind === 'c' && key !== '') return { kind: 'caught', name: key }
  if (kind === 'b' && /^[1-9]\d{0,9}$/.test(row)) return { kind: 'batch', batchId: key, row: Number(row) }
  throw unknownMessage()
}

export function unknownMessage(): InputError {
  return new InputError('unknown-item', 'This message is not in the outbox any more.')
}

import { useCallback, useMemo, useState } from 'react'
import type { BatchRow } from '../../../../../shared/batch-types.ts'

/** What a person can decide about a row: whether it was sent, or whether it is tried again. */
export type Decidable = 'uncertain' | 'failed'

/** Null for rows that nobody has to decide about, and for those that were never tried: they cannot become right. */
export function decidable({ state, attempts }: BatchRow): Decidable | null {
  if (state === 'uncertain') return state
  return state === 'failed' && attempts > 0 ? state : null
}

export interface RowSelection {
  readonly has: (row: BatchRow) => boolean
  readonly toggle: (row: BatchRow) => void
  readonly clear: () => void
  /** These were decided about. */
  readonly drop: (numbers: readonly number[]) => void
  readonly uncertain: readonly number[]
  readonly failed: readonly number[]
}

/** Rows ticked by the user, over all pages and filters. */
export function useRowSelection(): RowSelection {
  const [chosen, setChosen] = useState<ReadonlyMap<number, Decidable>>(new Map())
  const toggle = useCallback((row: BatchRow) => {
    setChosen((known) => {
      const next = new Map(known)
      const kind = decidable(row)
      if (known.has(row.number)) next.delete(row.number)
      else if (kind !== null) next.set(row.number, kind)
      return next
    })
  }, [])
  const clear = useCallback(() => setChosen(new Map()), [])
  const drop = useCallback((numbers: readonly number[]) => {
    setChosen((known) => new Map([...known].filter(([number]) => !numbers.includes(number))))
  }, [])
  return useMemo(() => {
    const numbers = (wanted: Decidable) =>
      [...chosen].filter(([, kind]) => kind === wanted).map(([number]) => number)
    return {
      has: (row) => chosen.get(row.number) === decidable(row) && chosen.has(row.number),
      toggle,
      clear,
      drop,
      uncertain: numbers('uncertain'),
      failed: numbers('failed'),
    }
  }, [chosen, toggle, clear, drop])
}

import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { OutboxEntry, OutboxGroup } from '../../../../shared/outbox-types.ts'
import { invoke } from '../../api.ts'

const PAGE = 100

interface OutboxPages {
  /** Null until the first page is there. */
  readonly total: number | null
  readonly error: Error | null
  readonly entryAt: (index: number) => OutboxEntry | undefined
  readonly refetch: () => void
}

/** The pages that hold the rows from `first` to `last`, and the first one, which knows the total. */
export function useOutboxPages(group: OutboxGroup, search: string, first: number, last: number): OutboxPages {
  const numbers = [...new Set([0, ...range(Math.floor(first / PAGE), Math.floor(last / PAGE))])]
  const queries = useQueries({
    queries: numbers.map((page) => ({
      queryKey: ['outbox', 'list', group, search, page],
      queryFn: () => invoke('outbox.list', group, search, page * PAGE, PAGE),
      placeholderData: keepPreviousData,
    })),
  })
  return {
    total: queries[0]?.data?.total ?? null,
    error: queries.find((each) => each.error !== null)?.error ?? null,
    entryAt: (index) => queries[numbers.indexOf(Math.floor(index / PAGE))]?.data?.entries[index % PAGE],
    refetch: () => {
      for (const each of queries) void each.refetch()
    },
  }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
}

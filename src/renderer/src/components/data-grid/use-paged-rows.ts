import { useCallback, useEffect, useRef, useState } from 'react'
import { PageCache, type RowPage } from './page-cache.ts'

export interface PagedRows<Row> {
  /** Null until the first page has come. */
  readonly total: number | null
  readonly error: unknown
  readonly rowAt: (index: number) => Row | undefined
  /** Asks for what these rows need and is not there yet. */
  readonly show: (first: number, end: number) => void
  /** Asks for what is shown once more, without blanking it. */
  readonly refresh: () => void
}

/** Rows fetched page by page as they come into view. Another `key` is another list. */
export function usePagedRows<Row>(
  key: string,
  fetchPage: (offset: number, limit: number) => Promise<RowPage<Row>>,
): PagedRows<Row> {
  const latest = useRef(fetchPage)
  latest.current = fetchPage
  const [state, setState] = useState<{
    readonly key: string
    readonly total: number | null
    readonly error: unknown
  }>({ key, total: null, error: null })
  const cache = useRef<PageCache<Row>>(null)
  const range = useRef({ first: 0, end: 1 })
  useEffect(() => {
    const pages = new PageCache<Row>(
      (offset, limit) => latest.current(offset, limit),
      (total, error) => {
        if (cache.current === pages) setState({ key, total, error })
      },
    )
    cache.current = pages
    pages.need(0, 1)
    return () => {
      cache.current = null
    }
  }, [key])
  const show = useCallback((first: number, end: number) => {
    range.current = { first, end }
    cache.current?.need(first, end)
  }, [])
  const refresh = useCallback(() => {
    cache.current?.refresh(range.current.first, range.current.end)
  }, [])
  const rowAt = useCallback((index: number) => cache.current?.rowAt(index), [])
  const isCurrent = state.key === key
  return {
    total: isCurrent ? state.total : null,
    error: isCurrent ? state.error : null,
    rowAt,
    show,
    refresh,
  }
}

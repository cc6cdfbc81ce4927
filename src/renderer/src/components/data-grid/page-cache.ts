export interface RowPage<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

export const PAGE_ROWS = 200
/** More than any screen shows; the oldest go first. */
const MOST_PAGES = 40

/** Pages of a long list, fetched when they are needed and forgotten when they are old. */
export class PageCache<Row> {
  readonly #fetch: (offset: number, limit: number) => Promise<RowPage<Row>>
  readonly #changed: (total: number | null, error: unknown) => void
  readonly #pages = new Map<number, readonly Row[]>()
  readonly #coming = new Set<number>()
  #total: number | null = null
  #refreshing = false

  constructor(
    fetch: (offset: number, limit: number) => Promise<RowPage<Row>>,
    changed: (total: number | null, error: unknown) => void,
  ) {
    this.#fetch = fetch
    this.#changed = changed
  }

  rowAt(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS]
  }

  /** Rows from `first` to before `end`. */
  need(first: number, end: number): void {
    for (const page of pagesOf(first, end)) if (!this.#pages.has(page)) void this.#load(page)
  }

  /** Forgets what is out of sight and asks again for the rest; one round at a time. */
  async refresh(first: number, end: number): Promise<void> {
    if (this.#refreshing) return
    this.#refreshing = true
    const shown = pagesOf(first, end)
    for (const page of this.#pages.keys()) if (!shown.includes(page)) this.#pages.delete(page)
    await Promise.all(shown.map((page) => this.#load(page)))
    this.#refreshing = false
  }

  async #load(page: number): Promise<void> {
    if (this.#coming.has(page)) return
    this.#coming.add(page)
    try {
      const { total, rows } = await this.#fetch(page * PAGE_ROWS, PAGE_ROWS)
      this.#total = total
      this.#pages.delete(page)
      this.#pages.set(page, rows)
      this.#trim()
      this.#changed(total, null)
    } catch (error) {
      this.#changed(this.#total, error)
    } finally {
      this.#coming.delete(page)
    }
  }

  #trim(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= MOST_PAGES) return
      this.#pages.delete(page)
    }
  }
}

function pagesOf(first: number, end: number): readonly number[] {
  const from = Math.floor(first / PAGE_ROWS)
  const to = Math.floor(Math.max(first, end - 1) / PAGE_ROWS)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

import { describe, expect, it } from 'vitest'
import { PAGE_ROWS, PageCache } from '../../../src/renderer/src/components/data-grid/page-cache.ts'

function numbers(total: number) {
  const asked: number[] = []
  const told: { total: number | null; error: unknown }[] = []
  const cache = new PageCache<number>(
    async (offset, limit) => {
      asked.push(offset)
      const length = Math.max(0, Math.min(limit, total - offset))
      return { total, rows: Array.from({ length }, (_, index) => offset + index) }
    },
    (total, error) => told.push({ total, error }),
  )
  return { cache, asked, told }
}

describe('the pages of a grid', () => {
  it('are fetched once, when they are needed', async () => {
    const { cache, asked } = numbers(1000)
    cache.need(190, 210)
    cache.need(190, 210)
    await Promise.resolve()
    await Promise.resolve()
    cache.need(190, 210)
    expect(asked).toEqual([0, PAGE_ROWS])
    expect(cache.rowAt(205)).toBe(205)
    expect(cache.rowAt(500)).toBeUndefined()
  })

  it('are asked for again without being blanked', async () => {
    const { cache, asked } = numbers(1000)
    cache.need(0, 1)
    await Promise.resolve()
    await Promise.resolve()
    const again = cache.refresh(0, 1)
    expect(cache.rowAt(0)).toBe(0)
    await again
    expect(asked).toEqual([0, 0])
  })

  it('tell an error and keep the total', async () => {
    const told: unknown[] = []
    const failure = new Error('gone')
    const cache = new PageCache<number>(
      async () => {
        throw failure
      },
      (total, error) => told.push([total, error]),
    )
    await cache.refresh(0, 1)
    expect(told).toEqual([[null, failure]])
  })
})

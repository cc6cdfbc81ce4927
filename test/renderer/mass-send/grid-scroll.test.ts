import { describe, expect, it } from 'vitest'
import { placeAfterKey } from '../../../src/renderer/src/components/data-grid/grid-keys.ts'
import {
  barOfOffset,
  lastOffset,
  MOST_PIXELS,
  offsetOfBar,
  offsetToShow,
  scrollScale,
  visibleRows,
} from '../../../src/renderer/src/components/data-grid/scroll-scale.ts'

const ROW = 28

describe('scrolling a grid', () => {
  it('moves pixel by pixel while the rows fit the scroll bar', () => {
    const scale = scrollScale(1000, ROW, 400)
    expect(offsetOfBar(scale, 123)).toBe(123)
    expect(barOfOffset(scale, 123)).toBe(123)
  })

  it('never makes an element longer than browsers can draw', () => {
    expect(scrollScale(1_000_000, ROW, 400).barHeight).toBe(MOST_PIXELS)
  })

  it('reaches the first and the last of a million rows', () => {
    const scale = scrollScale(1_000_000, ROW, 400)
    expect(offsetOfBar(scale, 0)).toBe(0)
    const end = offsetOfBar(scale, MOST_PIXELS - 400)
    expect(end).toBe(lastOffset(scale))
    expect(visibleRows(scale, end, 1_000_000, ROW).end).toBe(1_000_000)
  })

  it('finds every offset again from the bar', () => {
    const scale = scrollScale(1_000_000, ROW, 400)
    for (const offset of [0, 1, 999_999, 14_000_000, lastOffset(scale)]) {
      expect(offsetOfBar(scale, barOfOffset(scale, offset))).toBeCloseTo(offset, 3)
    }
  })

  it('shows a row with the least move', () => {
    const scale = scrollScale(1000, ROW, 280)
    expect(offsetToShow(scale, 0, 5, ROW)).toBe(0)
    expect(offsetToShow(scale, 0, 10, ROW)).toBe(ROW)
    expect(offsetToShow(scale, 500, 2, ROW)).toBe(2 * ROW)
  })

  it('draws nothing where there is nothing', () => {
    expect(visibleRows(scrollScale(0, ROW, 400), 0, 0, ROW)).toEqual({ first: 0, end: 0 })
  })

  it('keeps the active cell within the rows', () => {
    const size = { rows: 10, columns: 3, page: 4 }
    expect(placeAfterKey('PageDown', { row: 8, column: 1 }, size, false)).toEqual({ row: 9, column: 1 })
    expect(placeAfterKey('Home', { row: 8, column: 2 }, size, true)).toEqual({ row: 0, column: 0 })
    expect(placeAfterKey('a', { row: 0, column: 0 }, size, false)).toBeNull()
  })
})

/**
 * Where a grid of any length is on a scroll bar of limited length. Browsers cut elements off somewhere
 * between 16 and 33 million pixels, less when zoomed in: beyond MOST_PIXELS the bar stands for more than
 * it is long, and positions are scaled.
 */
export const MOST_PIXELS = 8_000_000

export interface ScrollScale {
  /** Pixels all rows would take. */
  readonly contentHeight: number
  /** Pixels the scrolled element takes. */
  readonly barHeight: number
  readonly viewport: number
}

export function scrollScale(rows: number, rowHeight: number, viewport: number): ScrollScale {
  const contentHeight = rows * rowHeight
  return { contentHeight, barHeight: Math.min(contentHeight, MOST_PIXELS), viewport }
}

export function isScaled({ contentHeight, barHeight }: ScrollScale): boolean {
  return contentHeight > barHeight
}

/** The last offset, with the end of the last row at the lower edge. */
export function lastOffset({ contentHeight, viewport }: ScrollScale): number {
  return Math.max(0, contentHeight - viewport)
}

export function clampOffset(scale: ScrollScale, offset: number): number {
  return Math.min(Math.max(0, offset), lastOffset(scale))
}

/** From the position of the bar to an offset in the rows; ends meet ends. */
export function offsetOfBar(scale: ScrollScale, bar: number): number {
  if (!isScaled(scale)) return clampOffset(scale, bar)
  return clampOffset(scale, (bar / barRange(scale)) * lastOffset(scale))
}

/** The other way round. */
export function barOfOffset(scale: ScrollScale, offset: number): number {
  const clamped = clampOffset(scale, offset)
  if (!isScaled(scale)) return clamped
  return (clamped / lastOffset(scale)) * barRange(scale)
}

function barRange({ barHeight, viewport }: ScrollScale): number {
  return Math.max(1, barHeight - viewport)
}

/** The least move that shows the whole row. */
export function offsetToShow(scale: ScrollScale, offset: number, row: number, rowHeight: number): number {
  const top = row * rowHeight
  if (top < offset) return top
  const bottom = top + rowHeight
  return bottom > offset + scale.viewport ? clampOffset(scale, bottom - scale.viewport) : offset
}

/** First and last row (not included) to draw. */
export function visibleRows(
  scale: ScrollScale,
  offset: number,
  rows: number,
  rowHeight: number,
): { readonly first: number; readonly end: number } {
  const first = Math.min(rows, Math.floor(offset / rowHeight))
  return { first, end: Math.min(rows, Math.ceil((offset + scale.viewport) / rowHeight)) }
}

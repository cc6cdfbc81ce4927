import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  barOfOffset,
  clampOffset,
  isScaled,
  offsetOfBar,
  offsetToShow,
  type ScrollScale,
  scrollScale,
} from './scroll-scale.ts'

export interface GridScroll {
  readonly scale: ScrollScale
  readonly offset: number
  readonly showRow: (row: number) => void
  readonly toStart: () => void
}

/**
 * Ties a scrolling element to an offset in the rows. Where the bar is scaled the wheel moves the rows and
 * the bar follows, so that a notch stays three lines and not a thousand.
 */
export function useGridScroll(
  scroller: RefObject<HTMLDivElement | null>,
  rows: number,
  rowHeight: number,
  headerHeight: number,
): GridScroll {
  const [viewport, setViewport] = useState(400)
  const [offset, setOffset] = useState(0)
  const scale = scrollScale(rows, rowHeight, viewport)
  const now = useRef({ scale, offset, written: -1 })
  now.current.scale = scale
  now.current.offset = clampOffset(scale, offset)

  const moveTo = useCallback(
    (to: number) => {
      const element = scroller.current
      if (!element) return
      const clamped = clampOffset(now.current.scale, to)
      now.current.offset = clamped
      element.scrollTop = barOfOffset(now.current.scale, clamped)
      now.current.written = element.scrollTop
      setOffset(clamped)
    },
    [scroller],
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => setViewport(Math.max(rowHeight, element.clientHeight - headerHeight))
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [scroller, rowHeight, headerHeight])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onScroll = () => {
      if (Math.abs(element.scrollTop - now.current.written) < 1) return
      now.current.written = -1
      setOffset(offsetOfBar(now.current.scale, element.scrollTop))
    }
    const onWheel = (event: WheelEvent) => {
      if (!isScaled(now.current.scale) || event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1
      moveTo(now.current.offset + event.deltaY * unit)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
    }
  }, [scroller, rowHeight, moveTo])

  const showRow = useCallback(
    (row: number) => {
      const { scale: current, offset: from } = now.current
      const to = offsetToShow(current, from, row, rowHeight)
      if (to !== from) moveTo(to)
    },
    [moveTo, rowHeight],
  )
  const toStart = useCallback(() => moveTo(0), [moveTo])
  return { scale, offset: now.current.offset, showRow, toStart }
}

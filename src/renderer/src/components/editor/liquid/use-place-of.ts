import type { Editor } from '@tiptap/react'
import { type CSSProperties, useLayoutEffect, useState } from 'react'

/** Pixels the list may take at most, as in its style sheet. */
const HEIGHT = 220
const WIDTH = 240
const GAP = 4

/** Where a list for a position of the text goes: below its line, above it where there is no room. */
export function usePlaceOf(editor: Editor, position: number | null): CSSProperties | null {
  const [place, setPlace] = useState<CSSProperties | null>(null)
  useLayoutEffect(() => {
    if (position === null) {
      setPlace(null)
      return
    }
    const at = position
    const update = (): void => setPlace(placeOf(editor, at))
    update()
    addEventListener('scroll', update, true)
    addEventListener('resize', update)
    return () => {
      removeEventListener('scroll', update, true)
      removeEventListener('resize', update)
    }
  }, [editor, position])
  return place
}

function placeOf(editor: Editor, position: number): CSSProperties | null {
  if (editor.isDestroyed || position > editor.state.doc.content.size) return null
  const { left, top, bottom } = editor.view.coordsAtPos(position)
  const x = Math.max(GAP, Math.min(left, innerWidth - WIDTH - GAP))
  const isBelow = bottom + GAP + HEIGHT <= innerHeight || top < HEIGHT
  return isBelow ? { left: x, top: bottom + GAP } : { left: x, bottom: innerHeight - top + GAP }
}

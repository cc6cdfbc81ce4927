import { useEffect, useRef, useState } from 'react'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import type { MessageView } from '../../../../shared/view-types.ts'
import { invoke } from '../../api.ts'
import { type ErrorWords, errorWords } from '../../components/error-words.ts'
import { PREVIEW_PAUSE } from './preview-pause.ts'

export interface Preview {
  /** The newest message that could be built. */
  readonly view: MessageView | null
  /** Why the text of this moment is no message. */
  readonly problem: ErrorWords | null
}

/** The message as it would leave; an answer that a newer question overtook is dropped. */
export function usePreview(content: DraftContent, isWanted: boolean): Preview {
  const [preview, setPreview] = useState<Preview>({ view: null, problem: null })
  const newest = useRef(0)
  useEffect(() => {
    newest.current += 1
    const question = newest.current
    if (!isWanted) return
    const timer = setTimeout(async () => {
      try {
        const view = await invoke('compose.preview', content)
        if (question === newest.current) setPreview({ view, problem: null })
      } catch (error) {
        if (question !== newest.current) return
        setPreview(({ view }) => ({ view, problem: errorWords(error) }))
      }
    }, PREVIEW_PAUSE)
    return () => clearTimeout(timer)
  }, [content, isWanted])
  return preview
}

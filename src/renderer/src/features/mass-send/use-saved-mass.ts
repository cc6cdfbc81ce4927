import { useCallback, useEffect, useRef, useState } from 'react'
import type { MassSend } from '../../../../shared/list-types.ts'
import { invoke } from '../../api.ts'

const SAVE_AFTER = 500

export interface SavedMass {
  /** Null until it is loaded. */
  readonly mass: MassSend | null
  readonly error: unknown
  readonly change: (patch: (mass: MassSend) => MassSend) => void
}

/** The mass send as it was left, saved half a second after each change and when the screen goes away. */
export function useSavedMass(): SavedMass {
  const [mass, setMass] = useState<MassSend | null>(null)
  const [error, setError] = useState<unknown>(null)
  const unsaved = useRef<MassSend | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = useCallback(() => {
    clearTimeout(timer.current)
    const content = unsaved.current
    if (!content) return
    unsaved.current = null
    invoke('mass.save', content).then(() => setError(null), setError)
  }, [])

  useEffect(() => {
    let isGone = false
    invoke('mass.load').then(
      (loaded) => !isGone && setMass(loaded),
      (failure) => !isGone && setError(failure),
    )
    window.addEventListener('pagehide', save)
    return () => {
      isGone = true
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])

  const change = useCallback(
    (patch: (mass: MassSend) => MassSend) => {
      setMass((known) => {
        if (!known) return known
        const next = patch(known)
        unsaved.current = next
        return next
      })
      clearTimeout(timer.current)
      timer.current = setTimeout(save, SAVE_AFTER)
    },
    [save],
  )
  return { mass, error, change }
}

import { useEffect, useState } from 'react'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { useHandover } from '../../navigation.ts'
import type { SavedMass } from './use-saved-mass.ts'

/** Takes a template from another screen as the message; the number changes with each, for editors to start anew. */
export function useHandedContent({ mass, change }: SavedMass, onTaken: () => void): number {
  const [handed, setHanded] = useState<DraftContent | null>(null)
  const [taken, setTaken] = useState(0)
  useHandover('mass-send', setHanded)
  const isLoaded = mass !== null
  useEffect(() => {
    if (!handed || !isLoaded) return
    setHanded(null)
    change((known) => ({ ...known, content: handed, step: known.list ? 1 : 0 }))
    setTaken((count) => count + 1)
    onTaken()
  }, [handed, isLoaded, change, onTaken])
  return taken
}

/** What Compose can do, for those who ask from elsewhere: the command palette. */
import { useEffect, useState } from 'react'
import { goTo } from '../navigation.ts'

export const COMPOSE_ACTIONS = [
  'send',
  'preview',
  'drafts',
  'sample',
  'insertTemplate',
  'saveTemplate',
  'importEml',
  'viewEml',
  'exportEml',
  'commandLine',
  'print',
] as const
export type ComposeAction = (typeof COMPOSE_ACTIONS)[number]

type Offer = Readonly<Partial<Record<ComposeAction, () => void>>>

const offered = new Map<ComposeAction, () => void>()
let waiting: ComposeAction | null = null

/** Shows Compose and does it, now or as soon as the screen is loaded. */
export function runInCompose(action: ComposeAction): void {
  goTo('compose')
  const run = offered.get(action)
  if (run === undefined) waiting = action
  else run()
}

/** For the parts of Compose; the newest functions are used. */
export function useOffer(offer: Offer): void {
  const [latest] = useState<{ offer: Offer }>(() => ({ offer }))
  useEffect(() => {
    latest.offer = offer
  })
  useEffect(() => {
    const names = COMPOSE_ACTIONS.filter((name) => latest.offer[name] !== undefined)
    for (const name of names) offered.set(name, () => latest.offer[name]?.())
    const wanted = names.find((name) => name === waiting)
    if (wanted !== undefined) {
      waiting = null
      latest.offer[wanted]?.()
    }
    return () => {
      for (const name of names) offered.delete(name)
    }
  }, [latest])
}

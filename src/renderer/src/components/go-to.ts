/** One screen sends the user to another, with what that screen should show. */
import type { DraftContent } from '../../../shared/draft-types.ts'
import { openIn, goTo as show } from '../navigation.ts'

export type Destination =
  | { readonly screen: 'compose'; readonly content: DraftContent; readonly draftId?: string | null }
  | { readonly screen: 'outbox'; readonly messageId: string }
  | BatchDestination

interface BatchDestination {
  readonly screen: 'mass-send'
  readonly batchId: string
}

const listeners = new Set<() => void>()
/** A screen that is mounted only now still finds where it was sent. */
let pending: BatchDestination | null = null

export function goTo(destination: Destination): void {
  if (destination.screen === 'compose') openIn('compose', destination.content, destination.draftId)
  else if (destination.screen === 'outbox') show('outbox', destination.messageId)
  else {
    pending = destination
    for (const listener of listeners) listener()
    show('mass-send')
  }
}

/** Returns the function that ends listening. */
export function onGoTo(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The batch that was asked for; asking takes it. */
export function takeDestination(): BatchDestination | null {
  const taken = pending
  pending = null
  return taken
}

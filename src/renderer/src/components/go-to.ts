/** One screen sends the user to another, with what that screen should show. The frame listens and switches. */
import type { DraftContent } from '../../../shared/draft-types.ts'

export type Destination =
  | { readonly screen: 'compose'; readonly content: DraftContent }
  | { readonly screen: 'outbox'; readonly messageId: string }
  | { readonly screen: 'mass-send'; readonly batchId: string }

type Listener = (destination: Destination) => void

const listeners = new Set<Listener>()
/** A screen that is mounted only now still finds where it was sent. */
let pending: Destination | null = null

export function goTo(destination: Destination): void {
  pending = destination
  for (const listener of listeners) listener(destination)
}

/** Returns the function that ends listening. */
export function onGoTo(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The last destination if it was this screen; asking takes it. */
export function takeDestination<S extends Destination['screen']>(
  screen: S,
): Extract<Destination, { readonly screen: S }> | null {
  if (pending === null || !isFor(pending, screen)) return null
  const taken = pending
  pending = null
  return taken
}

function isFor<S extends Destination['screen']>(
  destination: Destination,
  screen: S,
): destination is Extract<Destination, { readonly screen: S }> {
  return destination.screen === screen
}

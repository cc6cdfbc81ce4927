/** Which screen is shown, as the hash of the address; and what one screen hands over to another. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { type DraftContent, EMPTY_DRAFT } from '../../shared/draft-types.ts'

export const SCREENS = ['compose', 'mass-send', 'outbox', 'templates', 'address-book', 'settings'] as const
export type Screen = (typeof SCREENS)[number]

export interface Route {
  readonly screen: Screen
  /** What comes after the screen, e.g. `outbox/<id>` shows one message. Empty: nothing in particular. */
  readonly detail: string
}

export function parseRoute(hash: string): Route {
  const [name, ...rest] = hash.replace(/^#\/?/, '').split('/')
  const screen = SCREENS.find((known) => known === name) ?? 'compose'
  return { screen, detail: rest.map(decode).join('/') }
}

export function goTo(screen: Screen, detail = ''): void {
  location.hash = routeHash(screen, detail)
}

export function routeHash(screen: Screen, detail = ''): string {
  return `#/${screen}${detail === '' ? '' : `/${encodeURIComponent(detail)}`}`
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribeToHash, readHash))
}

function subscribeToHash(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

function readHash(): string {
  return location.hash
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

/** Screens that take content from elsewhere: a template, a mailto link, a message of the outbox. */
export type Receiver = 'compose' | 'mass-send'

/** `draftId` where the content is that of a draft on disk. */
type Take = (content: DraftContent, draftId: string | null) => void

const waiting = new Map<Receiver, { readonly content: DraftContent; readonly draftId: string | null }>()
const takers = new Map<Receiver, Take>()

/** Shows the screen and gives it the content, now or as soon as it is loaded. */
export function openIn(receiver: Receiver, content: DraftContent, draftId: string | null = null): void {
  const take = takers.get(receiver)
  if (take === undefined) waiting.set(receiver, { content, draftId })
  else take(content, draftId)
  goTo(receiver)
}

export function newMessage(): void {
  openIn('compose', EMPTY_DRAFT)
}

/** For the screen that receives. `take` gets what waits and what comes; the newest `take` is used. */
export function useHandover(receiver: Receiver, take: Take): void {
  const [latest] = useState<{ take: Take }>(() => ({ take }))
  useEffect(() => {
    latest.take = take
  })
  useEffect(() => {
    takers.set(receiver, (content, draftId) => latest.take(content, draftId))
    const handed = waiting.get(receiver)
    waiting.delete(receiver)
    if (handed !== undefined) latest.take(handed.content, handed.draftId)
    return () => {
      takers.delete(receiver)
    }
  }, [receiver, latest])
}

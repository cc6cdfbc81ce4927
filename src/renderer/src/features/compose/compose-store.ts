/** The message being written. It lives outside the screen, so that leaving the screen loses nothing. */
import { useSyncExternalStore } from 'react'
import { type DraftContent, EMPTY_DRAFT } from '../../../../shared/draft-types.ts'
import { inLanguage } from '../../components/editor/message-language.ts'

export interface ComposeState {
  readonly content: DraftContent
  /** Null until it is saved for the first time. */
  readonly draftId: string | null
  /** Another number means another text: editors open anew. */
  readonly session: number
  /** Milliseconds since 1970 of the last save of this draft. */
  readonly savedAt: number | null
  readonly saveProblem: string | null
}

type Listener = () => void

let state: ComposeState = {
  content: EMPTY_DRAFT,
  draftId: null,
  session: 0,
  savedAt: null,
  saveProblem: null,
}
const listeners = new Set<Listener>()

function set(next: ComposeState): void {
  state = next
  for (const listener of listeners) listener()
}

export function composeState(): ComposeState {
  return state
}

export function onComposeChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useComposeState(): ComposeState {
  return useSyncExternalStore(onComposeChange, composeState)
}

export function editContent(change: (content: DraftContent) => Partial<DraftContent>): void {
  set({ ...state, content: inLanguage({ ...state.content, ...change(state.content) }) })
}

/** Puts another message into the editor; what was there stays among the drafts. */
export function openContent(
  content: DraftContent,
  draftId: string | null = null,
  savedAt: number | null = null,
): void {
  set({ content, draftId, savedAt, saveProblem: null, session: state.session + 1 })
}

export function noteSaved(session: number, draftId: string, savedAt: number): void {
  if (session === state.session) set({ ...state, draftId, savedAt, saveProblem: null })
}

export function noteSaveProblem(session: number, saveProblem: string): void {
  if (session === state.session) set({ ...state, saveProblem })
}

import { type DraftContent, EMPTY_DRAFT } from '../../../../shared/draft-types.ts'
import { invoke } from '../../api.ts'
import { errorWords } from '../../components/error-words.ts'
import { composeState, noteSaved, noteSaveProblem, onComposeChange, openContent } from './compose-store.ts'

/** Milliseconds between a change and the version that holds it. */
const PAUSE = 1000

let timer: ReturnType<typeof setTimeout> | null = null
let saved: DraftContent = EMPTY_DRAFT
/** Saves go one after the other: the first gives the draft the name that the next ones use. */
let line: Promise<void> = Promise.resolve()
let isRunning = false

/** Starts once for the life of the window, with the newest draft of the last run in the editor. */
export async function startAutosave(): Promise<void> {
  if (isRunning) return
  isRunning = true
  onComposeChange(noticeChange)
  window.addEventListener('pagehide', () => void saveNow())
  const newest = [...(await invoke('drafts.list'))].sort((a, b) => b.savedAt - a.savedAt)[0]
  if (newest === undefined || isInUse()) return
  const draft = await invoke('drafts.get', newest.id)
  if (isInUse()) return
  openSaved(draft.content, draft.id, draft.savedAt)
}

/** Something was typed, or opened, before the last draft was there. */
function isInUse(): boolean {
  const { content, session } = composeState()
  return session > 0 || content !== EMPTY_DRAFT
}

/** Opens what is on disk already: no new version comes of it. */
export function openSaved(content: DraftContent, id: string, savedAt: number): void {
  saved = content
  openContent(content, id, savedAt)
}

function noticeChange(): void {
  if (composeState().content === saved || timer !== null) return
  timer = setTimeout(() => void saveNow(), PAUSE)
}

/** Waits until what is in the editor is on disk. */
export function saveNow(): Promise<void> {
  if (timer !== null) clearTimeout(timer)
  timer = null
  const { content, session } = composeState()
  line = line.then(() => save(content, session))
  return line
}

async function save(content: DraftContent, session: number): Promise<void> {
  const now = composeState()
  if (now.session !== session || content === saved) return
  // An untouched message is no draft.
  if (content === EMPTY_DRAFT) return
  try {
    const { id, savedAt } = await invoke('drafts.save', now.draftId, content)
    saved = content
    noteSaved(session, id, savedAt)
  } catch (error) {
    noteSaveProblem(session, errorWords(error).sentence)
  }
}

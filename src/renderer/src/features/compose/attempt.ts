import { showError } from '../../components/notices.ts'

/** Runs an action of a button; a refusal is told. */
export function attempt(action: () => Promise<unknown>): void {
  action().catch(showError)
}

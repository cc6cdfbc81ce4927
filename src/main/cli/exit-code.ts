/** What a script learns from the exit code (docs/command-line.md). */
import { CommanderError } from 'commander'
import { InputError, MailwrightError } from '../../shared/errors.ts'

export const EXIT = { done: 0, notAccepted: 1, input: 2, environment: 3 } as const

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.input
  return error instanceof InputError ? EXIT.input : EXIT.environment
}

/** One plain sentence for people. */
export function sentence(error: unknown): string {
  if (error instanceof MailwrightError) return error.message
  return `Mailwright stopped on an error of its own, nothing more was sent: ${error instanceof Error ? error.message : String(error)}`
}

/** The same for scripts: `{"error":{"code","message", place…}}`. */
export function errorJson(error: unknown): string {
  const code =
    error instanceof MailwrightError ? error.code : error instanceof CommanderError ? 'usage' : 'internal'
  const place = error instanceof MailwrightError ? error.place : {}
  return JSON.stringify({ error: { code, message: sentence(error), ...place } })
}

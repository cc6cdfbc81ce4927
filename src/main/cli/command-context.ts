/** What every command works with. */
import type { Terminal } from './terminal.ts'

export interface CommandContext {
  readonly terminal: Terminal
  readonly env: Readonly<Record<string, string | undefined>>
  /** The exit code of a command that did its work, e.g. 1 when a message was not accepted. */
  readonly outcome: { exitCode: number }
}

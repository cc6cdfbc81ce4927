/** Runs one command and turns whatever happens into a sentence and an exit code. */
import { CommanderError } from 'commander'
import { plainText } from '../../shared/plain-text.ts'
import { errorJson, exitCodeOf, sentence } from './exit-code.ts'
import { buildProgram } from './program.ts'
import { print, processTerminal, say, type Terminal } from './terminal.ts'

/** Returns the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const outcome = { exitCode: 0 }
  try {
    await buildProgram({ terminal, env, outcome }).parseAsync(argv, { from: 'user' })
    return outcome.exitCode
  } catch (error) {
    // Commander has printed its own message already.
    if (!(error instanceof CommanderError)) say(terminal, plainText(sentence(error)))
    const exitCode = exitCodeOf(error)
    if (exitCode !== 0 && argv.includes('--json')) print(terminal, errorJson(error))
    return exitCode
  }
}

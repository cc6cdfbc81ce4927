/** Options that several commands share, and what they mean. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { InputError } from '../../shared/errors.ts'
import type { Core, ProfileChoice, SecretSource } from '../composition-root.ts'
import { openCore } from '../composition-root.ts'
import type { CommandContext } from './command-context.ts'
import { say } from './terminal.ts'

export interface DataOption {
  readonly data?: string
}

export interface BackendOptions extends DataOption {
  readonly backend?: string
  readonly profile?: string
  readonly set: Readonly<Record<string, string>>
}

export interface JsonOption {
  readonly json?: boolean
}

export function withData(command: Command): Command {
  return command.option('--data <dir>', 'keep settings and journal in this folder')
}

export function withJson(command: Command): Command {
  return command.option('--json', 'print the result as one line of JSON')
}

export function withBackend(command: Command): Command {
  return withData(command)
    .addOption(
      new Option(
        '--backend <name>',
        'sandbox, smtp, console, file, memory, dummy, or the path of a module',
      ).conflicts('profile'),
    )
    .option('--profile <name>', 'a backend named in the settings')
    .option('--set <key=value>', 'an option of the backend; may be repeated', collectSetting, {})
    .addHelpText('after', '\nThe password is read from MAILWRIGHT_PASSWORD, never from an argument.')
}

export function chosenProfile(options: BackendOptions): ProfileChoice {
  return { backend: options.backend, profile: options.profile, options: options.set }
}

export function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`)
  }
}

/** Parses a time such as 2026-12-24T18:00 (local) or 2026-12-24T17:00:00Z into milliseconds since 1970. */
export function timeOption(text: string): number {
  const time = new Date(text).getTime()
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time)) return time
  throw new InvalidArgumentError('It must be a time such as 2026-12-24T18:00 or 2026-12-24T17:00:00Z.')
}

/** Opens the core for one command and closes it whatever happens. */
export async function withCore<T>(
  context: CommandContext,
  options: DataOption,
  work: (core: Core) => Promise<T>,
  secrets?: SecretSource,
): Promise<T> {
  const { stdout, stderr, interactive } = context.terminal
  const core = await openCore({
    dataDir: options.data,
    env: context.env,
    stdout,
    stderr,
    secrets,
    attended: interactive,
  })
  try {
    for (const notice of core.notices) say(context.terminal, notice)
    return await work(core)
  } finally {
    core.close()
  }
}

/** Collects `--set key=value` options. */
export function collectSetting(
  text: string,
  earlier: Readonly<Record<string, string>>,
): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It must look like host=mail.example.com.')
  const key = text.slice(0, at)
  if (/^(password|pass|secret)$/i.test(key)) {
    throw new InputError(
      'secret-in-options',
      `A password is never an argument: put it into the environment variable MAILWRIGHT_PASSWORD.`,
      { field: key },
    )
  }
  return { ...earlier, [key]: text.slice(at + 1) }
}

/** Resolves when the user, or the system, asks the program to end. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

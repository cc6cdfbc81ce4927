/** Reads and writes settings.json in the data folder. */
import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { EnvironmentError, InputError } from '../../shared/errors.ts'
import type { Settings } from '../../shared/settings-types.ts'
import { defaultSettings, describeProblem, settingsSchema } from './schema.ts'

export interface LoadedSettings {
  readonly settings: Settings
  /** Why these are the defaults although there was a file, in words for the user; null when all is well. */
  readonly notice: string | null
}

/**
 * The settings as they are on disk; the defaults when there is no file. Throws an InputError that
 * names the setting at fault. For programs that run unattended: a cron job must stop rather than go on
 * with a default that sends elsewhere.
 */
export function readSettings(dataDir: string): Settings {
  const file = settingsFile(dataDir)
  const text = readText(file)
  return text === null ? defaultSettings : checked(parsed(text, file), file)
}

/**
 * The same for a person in front of a window: a file that cannot be used is kept aside as
 * `settings.corrupt-<time>.json`, the defaults are loaded, and the notice says so. `now` in milliseconds
 * since 1970.
 */
export function loadSettings(dataDir: string, now: number): LoadedSettings {
  try {
    return { settings: readSettings(dataDir), notice: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const aside = join(
      dataDir,
      `settings.corrupt-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}.json`,
    )
    renameSync(settingsFile(dataDir), aside)
    return {
      settings: defaultSettings,
      notice: `${error.message} The file is kept as ${aside}, and the default settings are used.`,
    }
  }
}

/** Replaces the settings, whole or not at all. Rejects with an InputError that names the setting at fault. */
export async function saveSettings(dataDir: string, settings: unknown): Promise<Settings> {
  const valid = checked(settings, settingsFile(dataDir))
  // Loaded here: most runs only read, and the library takes longer to load than the settings.
  const { default: Conf } = await import('conf')
  try {
    const store = new Conf({
      cwd: dataDir,
      configName: 'settings',
      configFileMode: 0o600,
      // The old content is replaced, never merged, so a damaged file must not stop a good one.
      clearInvalidConfig: true,
      serialize: (value) => `${JSON.stringify(value, null, 2)}\n`,
    })
    store.store = { ...valid }
  } catch (error) {
    const file = settingsFile(dataDir)
    throw new EnvironmentError(
      'output-not-writable',
      `${file} cannot be written (${reason(error)}).`,
      { file },
      { cause: error },
    )
  }
  return valid
}

function settingsFile(dataDir: string): string {
  return join(dataDir, 'settings.json')
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (reason(error) === 'ENOENT') return null
    throw new EnvironmentError(
      'unreadable-file',
      `${file} cannot be read (${reason(error)}).`,
      { file },
      { cause: error },
    )
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new InputError(
      'bad-settings',
      `${file} is not valid JSON (${reason(error)}).`,
      { file },
      { cause: error },
    )
  }
}

function checked(value: unknown, file: string): Settings {
  const result = settingsSchema.safeParse(value)
  if (result.success) return result.data
  const { setting, sentence } = describeProblem(result.error)
  throw new InputError('bad-settings', `${file}: ${sentence}.`, { field: setting, file })
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}

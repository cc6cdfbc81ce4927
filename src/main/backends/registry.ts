/** From a profile to backends: which one it means, with which options, and how to make more of them. */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../shared/errors.ts'
import { BUILT_IN_BACKENDS, type Profile } from '../../shared/settings-types.ts'
import { smtpSettings } from '../smtp/options.ts'
import type { Backend, BackendFactory } from './backend.ts'
import { type ConsoleStream, consoleBackend } from './console.ts'
import { loadCustomBackend } from './custom-module.ts'
import { dummyBackend } from './dummy.ts'
import { fileBackend } from './file.ts'
import { memoryBackend } from './memory.ts'
import { oneOf, readOptions, refuseSecrets, text, title } from './options.ts'
import { SandboxBackend, type SandboxPort } from './sandbox.ts'
import { SmtpBackend } from './smtp.ts'
import { smtpOptions } from './smtp-profile.ts'

/** What backends need from the process they run in. */
export interface BackendEnvironment {
  /** The file backend writes to its subfolder `outbox` unless told otherwise. */
  readonly dataDir: string
  readonly stdout: ConsoleStream
  readonly stderr: ConsoleStream
  readonly sandbox: SandboxPort
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Undefined: none was given; empty: deliberately none. */
  readonly password?: string | undefined
  /** The name for EHLO from the settings; an option of the profile comes before it. */
  readonly ehloName?: string | undefined
}

const noOptions = z.strictObject({})
const consoleOptions = z.strictObject({ stream: oneOf('stdout', 'stderr').default('stdout') })
const fileOptions = z.strictObject({
  dir: text.min(1).optional(),
  format: oneOf('eml', 'log').default('eml'),
})

/**
 * Reads everything a profile needs once and returns the maker of its connections. Nothing is opened.
 * Rejects with an InputError that names the profile and its option or file.
 */
export async function loadBackend(
  profile: Profile,
  environment: BackendEnvironment,
): Promise<BackendFactory> {
  switch (profile.backend) {
    case 'sandbox': {
      readOptions(profile, noOptions)
      return () => new SandboxBackend(environment.sandbox, sandboxConnection)
    }
    case 'smtp':
      return loadSmtp(profile, environment)
    case 'console': {
      const { stream } = readOptions(profile, consoleOptions)
      return () => consoleBackend(environment[stream])
    }
    case 'file': {
      const { dir, format } = readOptions(profile, fileOptions)
      const folder = resolve(dir ?? join(environment.dataDir, 'outbox'))
      return () => fileBackend({ dir: folder, format, now: environment.now })
    }
    case 'memory':
      readOptions(profile, noOptions)
      return () => memoryBackend(profile.name)
    case 'dummy':
      readOptions(profile, noOptions)
      return dummyBackend
    default:
      return loadCustom(profile, environment)
  }
}

function sandboxConnection(port: number): Backend {
  return new SmtpBackend({ host: '127.0.0.1', port, tls: 'none' })
}

async function loadSmtp(
  profile: Profile,
  { password, ehloName }: BackendEnvironment,
): Promise<BackendFactory> {
  const options = await smtpOptions(profile, { password, ehloName })
  try {
    smtpSettings(options)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const place = { ...error.place, profile: profile.name }
    throw new InputError(error.code, `${title(profile)}: ${error.message}`, place, { cause: error })
  }
  return () => new SmtpBackend(options)
}

async function loadCustom(profile: Profile, { password }: BackendEnvironment): Promise<BackendFactory> {
  if (!/\.m?js$/.test(profile.backend)) {
    throw new InputError(
      'unknown-backend',
      `profile "${profile.name}": there is no backend "${profile.backend}"; choose ${BUILT_IN_BACKENDS.join(', ')} or the path of a .mjs file.`,
      { field: 'backend', profile: profile.name },
    )
  }
  refuseSecrets(profile)
  const make = await loadCustomBackend(resolve(profile.backend))
  return () => make(profile.options, password)
}

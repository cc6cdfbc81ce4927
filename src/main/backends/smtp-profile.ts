/** From the options of an smtp profile to those of the SMTP connection. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { InputError } from '../../shared/errors.ts'
import type { Profile } from '../../shared/settings-types.ts'
import type { SmtpOptions, TlsMode } from '../smtp/options.ts'
import { badOption, flag, number, oneOf, readOptions, text, title } from './options.ts'
import { findPreset, type Preset } from './presets.ts'

const schema = z.strictObject({
  host: text.optional(),
  port: number.optional(),
  tls: oneOf('none', 'starttls', 'implicit').optional(),
  user: text.optional(),
  auth: oneOf('password', 'xoauth2').optional(),
  allowCleartextAuth: flag.optional(),
  timeout: number.optional(),
  caFile: text.optional(),
  certFile: text.optional(),
  keyFile: text.optional(),
  ehloName: text.optional(),
  pipelining: oneOf('none', 'envelope', 'full').optional(),
  requireTls: flag.optional(),
  preset: text.optional(),
})

/** What does not stand among the options: the secret, and the name for EHLO that all profiles share. */
export interface SmtpEnvironment {
  readonly password?: string | undefined
  readonly ehloName?: string | undefined
}

/** Reads the certificate files. Throws an InputError that names the option at fault. */
export async function smtpOptions(profile: Profile, given: SmtpEnvironment): Promise<SmtpOptions> {
  const { preset: presetName, caFile, certFile, keyFile, ...options } = readOptions(profile, schema)
  const preset = presetName === undefined ? undefined : knownPreset(profile, presetName)
  const host = options.host ?? preset?.host
  if (!host) throw badOption(profile, 'host', 'is missing: set it, or choose a preset')
  if (options.user && given.password === undefined) throw missingPassword(profile)
  const port = options.port ?? (options.tls ? undefined : preset?.port)
  return {
    ...options,
    host,
    port,
    tls: options.tls ?? tlsForPort(port, preset),
    password: given.password,
    ehloName: options.ehloName ?? given.ehloName,
    ca: await pem(profile, 'caFile', caFile),
    cert: await pem(profile, 'certFile', certFile),
    key: await pem(profile, 'keyFile', keyFile),
  }
}

function knownPreset(profile: Profile, name: string): Preset {
  const preset = findPreset(name)
  if (preset) return preset
  throw new InputError(
    'unknown-preset',
    `${title(profile)}: there is no preset "${name}"; set host, port and tls instead.`,
    { field: 'preset', profile: profile.name },
  )
}

/** A port says which encryption belongs to it (RFC 8314, RFC 6409); other ports are plain unless told. */
function tlsForPort(port: number | undefined, preset: Preset | undefined): TlsMode {
  if (preset && port === preset.port) return preset.tls
  if (port === 465) return 'implicit'
  return port === 587 ? 'starttls' : 'none'
}

function missingPassword(profile: Profile): InputError {
  return new InputError(
    'missing-password',
    `${title(profile)}: there is a user but no password; enter it in the settings of the app, or set the environment variable MAILWRIGHT_PASSWORD (empty for a server without login).`,
    { field: 'user', profile: profile.name },
  )
}

async function pem(profile: Profile, option: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw badOption(profile, option, `names ${path}, which cannot be read (${reason})`, error)
  }
}

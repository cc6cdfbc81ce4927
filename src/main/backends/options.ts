/** The options of a profile, checked against what its backend takes. */
import { z } from 'zod'
import { InputError } from '../../shared/errors.ts'
import { isSecretName, type Profile } from '../../shared/settings-types.ts'

// The command line gives every value as text, settings give numbers and booleans: both are read.
export const text = z.string({ error: 'must be text' })
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')], {
  error: 'must be true or false',
})
export const number = z.union(
  [
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ],
  {
    error: 'must be a number',
  },
)

export function oneOf<const T extends readonly [string, ...string[]]>(...values: T) {
  return z.enum(values, { error: `must be ${values.join(' or ')}` })
}

/** Throws an InputError that names the profile and what is wrong with which option. */
export function readOptions<S extends z.ZodObject>(profile: Profile, schema: S): z.output<S> {
  refuseSecrets(profile)
  const known = Object.keys(schema.shape).sort()
  const unknown = Object.keys(profile.options).filter((name) => !known.includes(name))
  if (unknown.length > 0) throw unknownOptions(profile, unknown, known)
  const result = schema.safeParse(profile.options)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw badOption(profile, String(issue?.path[0]), issue?.message ?? 'cannot be used')
}

/** Secrets come from elsewhere: settings are a plain file and arguments are visible to every process. */
export function refuseSecrets(profile: Profile): void {
  const secret = Object.keys(profile.options).find(isSecretName)
  if (secret === undefined) return
  throw new InputError(
    'secret-in-options',
    `${title(profile)}: "${secret}" cannot be an option; give the password in the environment variable MAILWRIGHT_PASSWORD.`,
    { field: secret, profile: profile.name },
  )
}

export function badOption(profile: Profile, name: string, problem: string, cause?: unknown): InputError {
  return new InputError(
    'bad-option',
    `${title(profile)}: option "${name}" ${problem}.`,
    { field: name, profile: profile.name },
    { cause },
  )
}

/** `profile "marketing" (smtp)`, the beginning of every sentence about its options. */
export function title(profile: Profile): string {
  return `profile "${profile.name}" (${profile.backend})`
}

function unknownOptions(profile: Profile, unknown: readonly string[], known: readonly string[]): InputError {
  const names = unknown
    .toSorted()
    .map((name) => `'${name}'`)
    .join(', ')
  return new InputError(
    'unknown-option',
    `${title(profile)}: unknown option${unknown.length > 1 ? 's' : ''} ${names}; it takes ${known.join(', ') || 'none'}.`,
    { field: unknown[0], profile: profile.name },
  )
}

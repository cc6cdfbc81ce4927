/** Profiles by name, and what they say about the bytes of a message. */
import { InputError } from '../../shared/errors.ts'
import type { MimePolicy } from '../../shared/mail-types.ts'
import type { Profile, Settings } from '../../shared/settings-types.ts'

/** The profile called `name`, or the default one. Throws an InputError that lists the names there are. */
export function findProfile(settings: Settings, name = settings.defaultProfile): Profile {
  const found = Object.hasOwn(settings.profiles, name) ? settings.profiles[name] : undefined
  if (found) return { name, ...found }
  const names = Object.keys(settings.profiles).toSorted().join(', ')
  throw new InputError('unknown-profile', `There is no profile "${name}"; there are: ${names}.`, {
    profile: name,
  })
}

/** A profile for one run, from a backend and options named on the spot. */
export function adHocProfile(backend: string, options: Profile['options']): Profile {
  return { name: backend, backend, options }
}

/** The rules the MIME builder follows for messages of this profile. */
export function mimePolicy(profile: Profile): MimePolicy {
  return {
    smtpUtf8: profile.smtpUtf8 ?? false,
    sevenBit: profile.sevenBit ?? false,
    unencodable: profile.unencodable ?? 'error',
    timeZone: profile.timeZone ?? 'UTC',
    localDelivery: profile.localDelivery ?? false,
  }
}

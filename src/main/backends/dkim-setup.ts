/** From the DKIM settings of a profile to everything a signature takes. */
import { readFile } from 'node:fs/promises'
import { InputError } from '../../shared/errors.ts'
import type { Profile } from '../../shared/settings-types.ts'
import type { DkimSetup } from '../mail/dkim.ts'
import { readDkimKey } from '../mail/dkim-key.ts'

/**
 * `kept` gives the key the app keeps for a profile, in PEM. Rejects with InputError `missing-dkim-key` or
 * `bad-dkim-key`: a profile with DKIM never sends without it.
 */
export async function dkimSetup(
  profile: Profile,
  kept: (profile: string) => string | undefined,
): Promise<DkimSetup> {
  const { dkim, name } = profile
  if (!dkim) {
    throw missingKey(name, 'its messages are to be signed, but it has no DKIM any more; set it up again')
  }
  const { domain, selector, keyFile } = dkim
  const privateKey = keyFile === undefined ? kept(name) : await read(name, keyFile)
  if (privateKey === undefined) {
    throw missingKey(
      name,
      'there is no DKIM key; enter it in the settings of the app, or name its file as dkim.keyFile',
    )
  }
  checkKey(name, privateKey)
  return { domain, selector, privateKey }
}

async function read(profile: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw missingKey(profile, `dkim.keyFile names ${path}, which cannot be read (${reason})`, error)
  }
}

function checkKey(profile: string, pem: string): void {
  try {
    readDkimKey(pem)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.code, `profile "${profile}": ${error.message}`, place(profile), {
      cause: error,
    })
  }
}

function missingKey(profile: string, problem: string, cause?: unknown): InputError {
  const message = `profile "${profile}": ${problem}.`
  return new InputError('missing-dkim-key', message, place(profile), { cause })
}

function place(profile: string) {
  return { field: 'dkim', profile }
}

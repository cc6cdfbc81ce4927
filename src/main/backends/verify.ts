/** Tries a profile without sending anything. */
import { MailwrightError } from '../../shared/errors.ts'
import type { Profile } from '../../shared/settings-types.ts'
import { type VerifyStep, verifySmtp } from '../smtp/verify.ts'
import { type BackendEnvironment, loadBackend } from './registry.ts'
import { smtpOptions } from './smtp-profile.ts'

/** One step of a trial; `open` is all there is to try where no server is involved. */
export interface BackendStep extends Omit<VerifyStep, 'step'> {
  readonly step: VerifyStep['step'] | 'open'
}

/** For smtp every step of the way to a login; for the others whether they open. */
export async function* verifyBackend(
  profile: Profile,
  environment: BackendEnvironment,
): AsyncGenerator<BackendStep> {
  if (profile.backend === 'smtp') {
    const { password, ehloName } = environment
    yield* verifySmtp(await smtpOptions(profile, { password, ehloName }))
    return
  }
  const connect = await loadBackend(profile, environment)
  try {
    const backend = connect()
    await backend.open()
    await backend.close()
    yield { step: 'open', ok: true, detail: `The ${profile.backend} backend is ready.` }
  } catch (error) {
    if (!(error instanceof MailwrightError)) throw error
    yield { step: 'open', ok: false, detail: error.message, code: error.code }
  }
}

import { ApiError } from '../../api.ts'

/** What main said about this setting of the profile; null where the error is about something else. */
export function problemAt(error: unknown, profile: string, setting: string): string | null {
  if (!(error instanceof ApiError)) return null
  return error.data.place.field === `profiles.${profile}.${setting}` ? error.message : null
}

/** What main said about the DKIM key that was given. */
export function keyProblem(error: unknown): string | null {
  return error instanceof ApiError && error.data.code === 'bad-dkim-key' ? error.message : null
}

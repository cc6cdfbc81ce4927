import { ApiError } from '../../api.ts'

/** What main said about this setting of the profile; null where the error is about something else. */
export function problemAt(error: unknown, profile: string, setting: string): string | null {
  if (!(error instanceof ApiError)) return null
  return error.data.place.field === `profiles.${profile}.${setting}` ? error.message : null
}

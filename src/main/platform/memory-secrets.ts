/** Passwords that are forgotten when the program ends. */
import type { SecretStore } from '../ipc/app-context.ts'

export function memorySecrets(): SecretStore {
  const passwords = new Map<string, string>()
  return {
    keepsPasswords: false,
    get: (profile) => passwords.get(profile),
    set: (profile, password) => {
      if (password === null) passwords.delete(profile)
      else passwords.set(profile, password)
    },
  }
}

/** Passwords and keys that are forgotten when the program ends. */
import type { SecretStore, Secrets } from '../ipc/app-context.ts'

export function memorySecrets(): SecretStore {
  return { keepsPasswords: false, ...inMemory(), dkimKeys: inMemory() }
}

function inMemory(): Secrets {
  const secrets = new Map<string, string>()
  return {
    get: (profile) => secrets.get(profile),
    set: (profile, secret) => {
      if (secret === null) secrets.delete(profile)
      else secrets.set(profile, secret)
    },
  }
}

/** Passwords and keys, encrypted by the system's key store; where it does not really encrypt, in memory for this run. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { z } from 'zod'
import type { SecretStore, Secrets } from '../ipc/app-context.ts'
import { memorySecrets } from '../platform/memory-secrets.ts'

const fileSchema = z.record(z.string(), z.base64())

export function openSecretStore(dataDir: string): SecretStore {
  if (!reallyEncrypts()) return memorySecrets()
  const passwords = new EncryptedSecrets(join(dataDir, 'secrets.json'))
  return {
    keepsPasswords: true,
    get: (profile) => passwords.get(profile),
    set: (profile, password) => passwords.set(profile, password),
    dkimKeys: new EncryptedSecrets(join(dataDir, 'dkim-keys.json')),
  }
}

/** On Linux `basic_text` encrypts with a password that everybody knows, and `unknown` may be anything. */
function reallyEncrypts(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return (
    process.platform !== 'linux' ||
    !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  )
}

class EncryptedSecrets implements Secrets {
  readonly #file: string
  readonly #encrypted: Map<string, string>

  constructor(file: string) {
    this.#file = file
    this.#encrypted = new Map(Object.entries(readSecrets(file)))
  }

  get(profile: string): string | undefined {
    const encrypted = this.#encrypted.get(profile)
    if (encrypted === undefined) return undefined
    try {
      return safeStorage.decryptString(Buffer.from(encrypted, 'base64'))
    } catch {
      // Another user's key, or another machine's: the user is asked for the secret again.
      return undefined
    }
  }

  set(profile: string, secret: string | null): void {
    if (secret === null) this.#encrypted.delete(profile)
    else this.#encrypted.set(profile, safeStorage.encryptString(secret).toString('base64'))
    const beside = `${this.#file}.tmp`
    writeFileSync(beside, `${JSON.stringify(Object.fromEntries(this.#encrypted), null, 2)}\n`, {
      mode: 0o600,
    })
    renameSync(beside, this.#file)
  }
}

/** A file that cannot be read holds nothing that could be used. */
function readSecrets(file: string): Record<string, string> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}

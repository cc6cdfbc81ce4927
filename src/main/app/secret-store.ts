/** Passwords encrypted by the system's key store; where it does not really encrypt, in memory for this run. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { z } from 'zod'
import type { SecretStore } from '../ipc/app-context.ts'
import { memorySecrets } from '../platform/memory-secrets.ts'

const fileSchema = z.record(z.string(), z.base64())

export function openSecretStore(dataDir: string): SecretStore {
  return reallyEncrypts() ? new SafeStorageSecrets(join(dataDir, 'secrets.json')) : memorySecrets()
}

/** On Linux `basic_text` encrypts with a password that everybody knows, and `unknown` may be anything. */
function reallyEncrypts(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return (
    process.platform !== 'linux' ||
    !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  )
}

class SafeStorageSecrets implements SecretStore {
  readonly keepsPasswords = true
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
      // Another user's key, or another machine's: the user is asked for the password again.
      return undefined
    }
  }

  set(profile: string, password: string | null): void {
    if (password === null) this.#encrypted.delete(profile)
    else this.#encrypted.set(profile, safeStorage.encryptString(password).toString('base64'))
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

/** Keys for signatures, and dkimpy as an oracle that shares no code with ours. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { DkimSetup } from '../../src/main/mail/dkim.ts'
import { readDkimKey } from '../../src/main/mail/dkim-key.ts'
import { runPython } from './python.ts'

/** Where Debian's package python3-dkim is found. */
const PYTHON = '/usr/bin/python3'

/** Whether dkimpy, and what it needs for Ed25519, can be asked; tests that need it are skipped otherwise. */
export const hasDkimpy = spawnSync(PYTHON, ['-c', 'import dkim, nacl']).status === 0

if (!hasDkimpy) {
  process.stderr.write(
    'python3-dkim is not installed: the tests that ask it for a second opinion are skipped.\n',
  )
}

export const ED25519_PEM = pemOf(generateKeyPairSync('ed25519').privateKey)
export const RSA_PEM = pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)

export function dkimSetup(changes: Partial<DkimSetup> = {}): DkimSetup {
  return { domain: 'example.com', selector: 'mail2026', privateKey: ED25519_PEM, ...changes }
}

const SCRIPT = `
import base64, dkim
def check(case):
    def dns(name, timeout=5):
        return case['record'].encode() if name.decode().rstrip('.') == case['name'] else None
    try:
        return dkim.verify(base64.b64decode(case['message']), dnsfunc=dns)
    except Exception as error:
        return repr(error)
result = [check(case) for case in cases]
`

/** What dkimpy says about each message when the DNS has the public key of `setup`: true where it verifies. */
export function dkimpySays(messages: readonly Uint8Array[], setup: DkimSetup): readonly unknown[] {
  const name = `${setup.selector}._domainkey.${setup.domain}`
  const { record } = readDkimKey(setup.privateKey)
  const cases = messages.map((bytes) => ({ message: Buffer.from(bytes).toString('base64'), name, record }))
  const result = runPython(SCRIPT, cases, PYTHON)
  if (!Array.isArray(result)) throw new Error('dkimpy gave no list.')
  return result
}

export function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

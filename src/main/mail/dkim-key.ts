/** The private keys of DKIM: what they sign with, and what must stand in the DNS for them. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { InputError } from '../../shared/errors.ts'

/** RFC 8301 section 3.2: shorter ones are not accepted any more, longer ones need not be. */
const SHORTEST_RSA = 1024
const LONGEST_RSA = 4096

export interface DkimKey {
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256'
  /** The TXT record for the public key (RFC 6376 section 3.6.1, RFC 8463 section 4.2). */
  readonly record: string
  /** Base64 of the signature over these characters, one for each octet. */
  sign(text: string): string
}

/** Reads a private key in PEM. Throws InputError `bad-dkim-key` that says what it is instead; never quotes it. */
export function readDkimKey(pem: string): DkimKey {
  const key = privateKey(pem)
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return rsaKey(key)
    case 'ed25519':
      return ed25519Key(key)
    default:
      throw badKey(`is of the kind ${key.asymmetricKeyType}: make one of the kind RSA or Ed25519`)
  }
}

function rsaKey(key: KeyObject): DkimKey {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < SHORTEST_RSA || bits > LONGEST_RSA) {
    throw badKey(`has ${bits} bits: receivers accept RSA keys of ${SHORTEST_RSA} to ${LONGEST_RSA}`)
  }
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return {
    algorithm: 'rsa-sha256',
    record: `v=DKIM1; k=rsa; p=${der.toString('base64')}`,
    sign: (text) => sign('sha256', Buffer.from(text, 'latin1'), key).toString('base64'),
  }
}

function ed25519Key(key: KeyObject): DkimKey {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  return {
    algorithm: 'ed25519-sha256',
    record: `v=DKIM1; k=ed25519; p=${Buffer.from(x, 'base64url').toString('base64')}`,
    // RFC 8463 section 3: the hash is what is signed.
    sign: (text) => {
      const hash = createHash('sha256').update(text, 'latin1').digest()
      return sign(null, hash, key).toString('base64')
    },
  }
}

function privateKey(pem: string): KeyObject {
  if (/-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem) && !pem.includes('PRIVATE KEY-----')) {
    throw badKey('is a public key: choose the private one, which begins with -----BEGIN PRIVATE KEY-----')
  }
  if (/ENCRYPTED/.test(pem)) throw badKey('is encrypted: give it without a passphrase')
  try {
    return createPrivateKey(pem)
  } catch (error) {
    throw badKey('cannot be read: it must be a private key in PEM, from -----BEGIN to END-----', error)
  }
}

function badKey(problem: string, cause?: unknown): InputError {
  return new InputError('bad-dkim-key', `The DKIM key ${problem}.`, { field: 'dkim' }, { cause })
}

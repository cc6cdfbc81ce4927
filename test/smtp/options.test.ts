import { describe, expect, test } from 'vitest'
import { type SmtpOptions, smtpSettings } from '../../src/main/smtp/options.ts'
import { InputError } from '../../src/shared/errors.ts'
import { certificate } from '../helpers/scripted-server.ts'

const base: SmtpOptions = { host: 'mail.example', tls: 'none' }

function fieldRefused(options: Partial<SmtpOptions>): string | undefined {
  try {
    smtpSettings({ ...base, ...options })
  } catch (error) {
    if (error instanceof InputError && error.code === 'bad-option') return error.place.field
    throw error
  }
  return undefined
}

describe('SMTP options', () => {
  test.each([
    ['none', 25],
    ['starttls', 587],
    ['implicit', 465],
  ] as const)('with TLS mode %s mean port %i', (tls, port) => {
    expect(smtpSettings({ host: 'h', tls }).port).toBe(port)
  })

  test('wait as long as RFC 5321 asks for unless a timeout is set for every step', () => {
    const minute = 60_000
    expect(smtpSettings(base).timeouts).toMatchObject({
      greeting: 5 * minute,
      command: 5 * minute,
      data: 2 * minute,
      block: 3 * minute,
      finalDot: 10 * minute,
    })
    expect(new Set(Object.values(smtpSettings({ ...base, timeout: 1.5 }).timeouts))).toEqual(new Set([1500]))
  })

  test.each([
    ['host', { host: '' }],
    ['host', { host: 'a\r\nMAIL FROM:<x>' }],
    ['host', { host: 'a b' }],
    ['host', { host: 'http://mail.example' }],
    ['host', { host: 'mail.example:25' }],
    ['port', { port: 0 }],
    ['port', { port: 65_536 }],
    ['port', { port: 2.5 }],
    ['port', { port: Number.NaN }],
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: -1 }],
    ['timeout', { timeout: Number.NaN }],
    ['timeout', { timeout: 1e9 }],
    ['user', { user: 'me\r\nQUIT', password: 'x' }],
    ['ehloName', { ehloName: 'me\r\nMAIL FROM:<x>' }],
    ['ehloName', { ehloName: '' }],
    ['ehloName', { ehloName: 'two words' }],
    ['ca', { ca: 'not a certificate' }],
    ['cert', { key: certificate('localhost').key }],
    ['key', { cert: certificate('localhost').cert }],
    ['cert', { cert: certificate('localhost').cert, key: certificate('other-host').key }],
  ] as const)('are refused by the name %s: %j', (field, options) => {
    expect(fieldRefused(options)).toBe(field)
  })

  test.each(['mail.example', '[192.0.2.1]', '[IPv6:2001:db8::1]', 'my_laptop'])(
    'take %s as EHLO name',
    (ehloName) => {
      expect(smtpSettings({ ...base, ehloName }).ehloName).toBe(ehloName)
    },
  )

  test('take host names beyond ASCII and addresses of both families', () => {
    expect(smtpSettings({ ...base, host: 'm\u00fcnchen.example' }).host).toBe('xn--mnchen-3ya.example')
    expect(smtpSettings({ ...base, host: '::1' }).host).toBe('::1')
  })

  test.each([{ user: 'me' }, { password: 'x' }, { user: '', password: '' }])(
    'mean no login with %j',
    (options) => {
      expect(smtpSettings({ ...base, ...options }).credentials).toBeNull()
    },
  )
})

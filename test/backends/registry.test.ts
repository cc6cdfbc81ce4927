import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadBackend } from '../../src/main/backends/registry.ts'
import { smtpOptions } from '../../src/main/backends/smtp-profile.ts'
import { InputError } from '../../src/shared/errors.ts'
import { backendEnvironment } from '../helpers/backend-environment.ts'
import { tempDir } from '../helpers/temp-dir.ts'

type Options = Readonly<Record<string, unknown>>

describe('loadBackend', () => {
  async function refusal(backend: string, options: Options = {}, password?: string): Promise<InputError> {
    const environment = { ...(await backendEnvironment()), password }
    const error = await loadBackend({ name: 'marketing', backend, options }, environment).catch(
      (reason) => reason,
    )
    expect(error).toBeInstanceOf(InputError)
    expect(error.place.profile).toBe('marketing')
    return error
  }

  it('names the profile and every unknown option, sorted', async () => {
    const { code, message } = await refusal('smtp', { unknown: 1, host: 'x', oops_typo: 2 })
    expect(code).toBe('unknown-option')
    expect(message).toContain(
      `profile "marketing" (smtp): unknown options 'oops_typo', 'unknown'; it takes allowCleartextAuth`,
    )
  })

  it.each(['sandbox', 'memory', 'dummy', 'console', 'file'])(
    'refuses an unknown option of %s',
    async (backend) => {
      expect((await refusal(backend, { colour: 'red' })).message).toMatch(
        `(${backend}): unknown option 'colour'; it takes`,
      )
    },
  )

  it.each([
    ['console', { stream: 'printer' }, 'stream', 'stdout or stderr'],
    ['file', { format: 'mbox' }, 'format', 'eml or log'],
    ['file', { dir: 5 }, 'dir', 'must be text'],
    ['smtp', { host: 'x', port: 'abc' }, 'port', 'must be a number'],
    ['smtp', { host: 'x', port: '0' }, 'port', '1 to 65535'],
    ['smtp', { host: 'x', timeout: '-1' }, 'timeout', 'must be a number'],
    ['smtp', { host: 'x', allowCleartextAuth: 'yes' }, 'allowCleartextAuth', 'true or false'],
    ['smtp', { host: 'x', tls: 'ssl' }, 'tls', 'none or starttls or implicit'],
    ['smtp', { host: 'a\nb' }, 'host', 'not the name'],
    ['smtp', { host: 'x', ehloName: 'a\r\nMAIL' }, 'ehloName', 'not a host name'],
    ['smtp', {}, 'host', 'is missing'],
  ])('refuses %s with %o, naming the option', async (backend, options, field, words) => {
    const error = await refusal(backend, options)
    expect(error.place.field).toBe(field)
    expect(error.message).toContain('marketing')
    expect(error.message).toContain(words)
  })

  it.each(['smtp', 'console', 'custom.mjs'])(
    'refuses a password among the options of %s',
    async (backend) => {
      const error = await refusal(backend, { password: 'hunter2' })
      expect(error.code).toBe('secret-in-options')
      expect(error.message).toContain('MAILWRIGHT_PASSWORD')
      expect(error.message).not.toContain('hunter2')
    },
  )

  it('asks for the password when there is a user, but not when it is deliberately empty', async () => {
    const options = { host: 'mail.example.com', user: 'me' }
    expect((await refusal('smtp', options)).code).toBe('missing-password')
    const environment = { ...(await backendEnvironment()), password: '' }
    await expect(loadBackend({ name: 'p', backend: 'smtp', options }, environment)).resolves.toBeTypeOf(
      'function',
    )
  })

  it('names a backend it does not know, and those it knows', async () => {
    const { code, message } = await refusal('smpt')
    expect(code).toBe('unknown-backend')
    expect(message).toContain('"smpt"')
    expect(message).toContain('sandbox, smtp, console, file, memory, dummy')
  })

  it.each(['caFile', 'certFile', 'keyFile'])(
    'names the option %s when its file cannot be read',
    async (option) => {
      const error = await refusal('smtp', { host: 'x', [option]: '/nowhere/x.pem' })
      expect(error.place.field).toBe(option)
      expect(error.message).toContain('/nowhere/x.pem')
    },
  )

  it('makes a new connection from one loaded profile each time', async () => {
    const connect = await loadBackend(
      { name: 'p', backend: 'memory', options: {} },
      await backendEnvironment(),
    )
    expect(connect()).not.toBe(connect())
    expect(connect().name).toBe('memory')
  })
})

describe('smtp options', () => {
  const profile = (options: Options) => ({ name: 'p', backend: 'smtp', options })
  const read = (options: Options) => smtpOptions(profile(options), { password: 'pw', ehloName: undefined })

  it('understands text as the command line gives it', async () => {
    expect(
      await read({
        host: 'h',
        port: '2525',
        timeout: '1.5',
        allowCleartextAuth: 'false',
        requireTls: 'true',
      }),
    ).toMatchObject({
      port: 2525,
      timeout: 1.5,
      allowCleartextAuth: false,
      requireTls: true,
    })
  })

  it.each([
    [{ port: 465 }, 465, 'implicit'],
    [{ port: 587 }, 587, 'starttls'],
    [{ port: 2525 }, 2525, 'none'],
    [{ port: 587, tls: 'none' }, 587, 'none'],
    [{ tls: 'implicit' }, undefined, 'implicit'],
    [{}, undefined, 'none'],
  ])('chooses encryption for %o', async (options, port, tls) => {
    expect(await read({ host: 'h', ...options })).toMatchObject({ port, tls })
  })

  it('takes host, port and encryption from a preset, and lets options come first', async () => {
    expect(await read({ preset: 'gmail' })).toMatchObject({
      host: 'smtp.gmail.com',
      port: 465,
      tls: 'implicit',
    })
    expect(await read({ preset: 'gmail', port: 587 })).toMatchObject({
      host: 'smtp.gmail.com',
      port: 587,
      tls: 'starttls',
    })
    expect(await read({ preset: 'gmail', host: 'relay.example.com' })).toMatchObject({
      host: 'relay.example.com',
      port: 465,
    })
  })

  it('refuses a preset nobody knows', async () => {
    await expect(read({ preset: 'no such service' })).rejects.toMatchObject({ code: 'unknown-preset' })
  })

  it('reads certificate files and takes the password from the environment', async () => {
    const file = join(await tempDir(), 'ca.pem')
    await writeFile(file, 'PEM')
    expect(await read({ host: 'h', caFile: file })).toMatchObject({ ca: 'PEM', password: 'pw' })
  })

  it('prefers the EHLO name of the profile to that of the settings', async () => {
    const options = smtpOptions(profile({ host: 'h', ehloName: 'own.example' }), {
      password: '',
      ehloName: 'general.example',
    })
    expect((await options).ehloName).toBe('own.example')
    expect(
      (await smtpOptions(profile({ host: 'h' }), { password: '', ehloName: 'general.example' })).ehloName,
    ).toBe('general.example')
  })
})

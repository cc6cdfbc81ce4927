import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Backend } from '../../src/main/backends/backend.ts'
import { loadBackend } from '../../src/main/backends/registry.ts'
import type { SendResult } from '../../src/shared/mail-types.ts'
import { backendEnvironment } from '../helpers/backend-environment.ts'
import { mimeMessage } from '../helpers/mime-message.ts'
import { tempDir } from '../helpers/temp-dir.ts'

async function moduleFile(source: string): Promise<string> {
  const file = join(await tempDir(), 'my-backend.mjs')
  await writeFile(file, source)
  return file
}

async function made(source: string, options = {}, password?: string): Promise<Backend> {
  const environment = { ...(await backendEnvironment()), password }
  return (await loadBackend({ name: 'mine', backend: await moduleFile(source), options }, environment))()
}

/** A backend whose sendMessages has this body. */
function sending(body: string): Promise<Backend> {
  return made(`export class Backend { async sendMessages([message]) { ${body} } }`)
}

async function resultOf(backend: Backend, to = ['a@example.com', 'b@example.com']): Promise<SendResult> {
  const { results } = await backend.sendMessages([mimeMessage('m', { to })])
  const [result] = results
  if (!result) throw new Error('no result')
  return result
}

describe('the module of a custom backend', () => {
  it.each([
    ['class Backend', 'export class Backend { sendMessages() {} }', 'Backend'],
    ['a default class', 'export default class Courier { sendMessages() {} }', 'Courier'],
    ['a class with fields', 'export class Backend { sendMessages = async () => {} }', 'Backend'],
    ['a function', 'export default function pigeon() { return { sendMessages() {} } }', 'pigeon'],
    ['an arrow function', 'export const Backend = () => ({ sendMessages() {} })', 'Backend'],
  ])('may export %s', async (_case, source, name) => {
    const backend = await made(source)
    expect(backend.name).toBe(name)
    expect((await backend.sendMessages([mimeMessage('m')])).sent).toBe(1)
  })

  it.each([
    ['nothing useful', 'export const x = 1', 'exports neither'],
    ['an object', 'export default {}', 'exports neither'],
    ['a class without sendMessages', 'export class Backend {}', 'without sendMessages'],
    ['a sendMessages that is data', 'export class Backend { sendMessages = 5 }', 'without sendMessages'],
    [
      'an open that is data',
      'export class Backend { open = 1; sendMessages() {} }',
      '"open" is not a function',
    ],
    ['a function that returns nothing', 'export default () => {}', 'makes no backend'],
    ['an async function', 'export default async () => ({ sendMessages() {} })', 'asynchronously'],
    [
      'a class that throws',
      'export class Backend { constructor() { throw new Error("set file") } }',
      'set file',
    ],
    ['broken syntax', 'export class {', 'cannot be loaded'],
  ])('is refused by name when it exports %s', async (_case, source, words) => {
    const error = await made(source).catch((reason) => reason)
    expect(error).toMatchObject({ name: 'InputError', code: 'bad-backend-module' })
    expect(error.message).toContain('my-backend.mjs')
    expect(error.message).toContain(words)
  })

  it('is refused when the file is not there', async () => {
    const environment = await backendEnvironment()
    const loading = loadBackend({ name: 'm', backend: '/nowhere/b.mjs', options: {} }, environment)
    await expect(loading).rejects.toMatchObject({ code: 'bad-backend-module' })
  })

  it('gets its options, and the password only when it asks', async () => {
    const source = `export class Backend {
      constructor(options) { this.options = options }
      sendMessages() { return [{ state: 'failed', text: JSON.stringify(this.options) }] }
    }`
    const options = { region: 'eu', list: [1] }
    const [plain] = (await resultOf(await made(source, options, 'hunter2'))).recipients
    expect(JSON.parse(plain?.text ?? '')).toEqual(options)
    const asking = await made(`export const wantsPassword = true\n${source}`, options, 'hunter2')
    expect(JSON.parse((await resultOf(asking)).recipients[0]?.text ?? '')).toEqual({
      ...options,
      password: 'hunter2',
    })
  })
})

describe('what a custom backend is given', () => {
  it('is one frozen message with everything needed to deliver it', async () => {
    const backend = await sending(`
      const seen = {
        frozen: Object.isFrozen(message) && Object.isFrozen(message.envelope) && Object.isFrozen(message.envelope.to),
        from: message.envelope.from, to: message.envelope.to, id: message.messageId,
        date: message.date.toISOString(), bytes: message.bytes.constructor.name, size: message.bytes.length,
        subject: message.message.subject, count: arguments[0].length,
      }
      return [{ state: 'accepted', text: JSON.stringify(seen) }]`)
    const message = mimeMessage('m', { bcc: ['hidden@example.com'] })
    const { results } = await backend.sendMessages([message])
    expect(JSON.parse(results[0]?.recipients[0]?.text ?? '')).toEqual({
      frozen: true,
      from: 'from@example.com',
      to: ['to@example.com', 'hidden@example.com'],
      id: '<m@example.com>',
      date: '2026-01-02T03:04:05.000Z',
      bytes: 'Uint8Array',
      size: message.size,
      subject: 'm',
      count: 1,
    })
  })
})

describe('what a custom backend returns', () => {
  it.each([
    ['nothing', 'return', 'accepted'],
    ['null', 'return null', 'accepted'],
    ['1', 'return 1', 'accepted'],
    ['0', 'return 0', 'failed'],
    ['accepted', 'return [{ state: "accepted", code: 250, text: "ok" }]', 'accepted'],
    ['deferred', 'return [{ state: "deferred", code: 451, enhanced: "4.7.1" }]', 'deferred'],
    ['uncertain', 'return [{ state: "uncertain" }]', 'uncertain'],
    ['true', 'return true', 'uncertain'],
    ['2', 'return 2', 'uncertain'],
    ['an empty list', 'return []', 'uncertain'],
    ['two results', 'return [{ state: "accepted" }, { state: "accepted" }]', 'uncertain'],
    ['an unknown state', 'return [{ state: "sent" }]', 'uncertain'],
    ['an unknown key', 'return [{ state: "accepted", id: 1 }]', 'uncertain'],
    ['an odd code', 'return [{ state: "accepted", code: "250" }]', 'uncertain'],
    [
      'a stranger',
      'return [{ state: "accepted", recipients: [{ address: "x@y.z", state: "accepted" }] }]',
      'uncertain',
    ],
  ])('is understood: %s', async (_case, body, state) => {
    const result = await resultOf(await sending(body))
    expect(result.state).toBe(state)
    expect(result.recipients.map((recipient) => recipient.state)).toEqual([state, state])
  })

  it('says why a result is uncertain', async () => {
    const { recipients } = await resultOf(await sending('return "yes"'))
    expect(recipients[0]?.text).toBe(
      'Backend returned something else than a result ("yes"): it may have been sent.',
    )
  })

  it('may differ per recipient; who is not listed gets the outer state', async () => {
    const result = await resultOf(
      await sending(`return [{ state: 'accepted', recipients: [
        { address: 'b@example.com', state: 'failed', code: 550, enhanced: '5.1.1', text: 'who?' }] }]`),
    )
    expect(result.state).toBe('failed')
    expect(result.recipients).toEqual([
      { address: 'a@example.com', state: 'accepted', code: null, enhanced: null, text: '' },
      { address: 'b@example.com', state: 'failed', code: 550, enhanced: '5.1.1', text: 'who?' },
    ])
  })
})

describe('what a custom backend throws', () => {
  it.each([
    ['an error', 'throw new Error("boom")', 'uncertain', 'boom'],
    ['a string', 'throw "boom"', 'uncertain', 'boom'],
    ['nothing', 'throw undefined', 'uncertain', 'undefined'],
    ['failed', 'throw Object.assign(new Error("no"), { state: "failed", code: 550 })', 'failed', 'no'],
    ['deferred', 'throw Object.assign(new Error("later"), { state: "deferred" })', 'deferred', 'later'],
    [
      'accepted, which no error can mean',
      'throw Object.assign(new Error("x"), { state: "accepted" })',
      'uncertain',
      'x',
    ],
  ])('is understood: %s', async (_case, body, state, words) => {
    const result = await resultOf(await sending(body))
    expect(result.state).toBe(state)
    expect(result.recipients[0]?.text).toContain(words)
  })

  it.each([
    [true, '{ sessionFailure: true, transient: true }'],
    [false, '{ sessionFailure: true }'],
  ])('ends the session when it says so (transient: %s)', async (transient, marks) => {
    const backend = await sending(`throw Object.assign(new Error('wrong key'), ${marks})`)
    const error = await resultOf(backend).catch((reason) => reason)
    expect(error).toMatchObject({ name: 'SessionError', code: 'backend-unavailable', transient })
    expect(error.message).toContain('wrong key')
  })

  it('ends the session when it cannot open, and nothing when it cannot close', async () => {
    const opening = await made(
      'export class Backend { open() { throw new Error("down") } sendMessages() {} }',
    )
    await expect(resultOf(opening)).rejects.toMatchObject({ name: 'SessionError' })
    const closing = await made(
      'export class Backend { close() { throw new Error("gone") } sendMessages() {} }',
    )
    expect((await resultOf(closing)).state).toBe('accepted')
  })
})

it('runs the example of docs/custom-backends.md as it is printed', async () => {
  const page = await readFile(new URL('../../docs/custom-backends.md', import.meta.url), 'utf8')
  const [, source = ''] = /```js\n(\/\/ archive\.mjs\n.*?)```/s.exec(page) ?? []
  const archive = join(await tempDir(), 'archive.mbox')
  const backend = await made(source, { file: archive })
  await backend.sendMessages([mimeMessage('first', { body: 'From here\n' }), mimeMessage('second')])
  const text = await readFile(archive, 'utf8')
  expect(text.match(/^From from@example\.com /gm)).toHaveLength(2)
  expect(text).toContain('\n>From here\n')
  await expect(made(source)).rejects.toThrow('set file=PATH')
})

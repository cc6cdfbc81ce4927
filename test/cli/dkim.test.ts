/** Signatures on the command line and in scripts, where the key is a file. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EmailMessage, getConnection } from '../../src/main/api/index.ts'
import { countingServer } from '../faults/counting-server.ts'
import { dkimpySays, dkimSetup, hasDkimpy } from '../helpers/dkim.ts'
import { lastJson, mergeProject } from '../helpers/merge-project.ts'
import { welcome } from '../helpers/scripted-server.ts'

const setup = dkimSetup()

async function signingProject() {
  const project = await mergeProject()
  const keyFile = join(project.data, 'dkim.pem')
  const dkim = { domain: setup.domain, selector: setup.selector, keyFile }
  const profiles = { work: { backend: 'sandbox', dkim } }
  const settings = { profiles, defaultProfile: 'work', from: 'me@example.com' }
  await writeFile(join(project.data, 'settings.json'), JSON.stringify(settings))
  const caught = async (): Promise<readonly Uint8Array[]> => {
    const folder = join(project.data, 'sandbox')
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
    return Promise.all(names.map((name) => readFile(join(folder, name))))
  }
  return { ...project, keyFile, caught }
}

function expectSigned(messages: readonly Uint8Array[]): void {
  for (const bytes of messages)
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/^DKIM-Signature: v=1; /)
  if (hasDkimpy) expect(dkimpySays(messages, setup)).toEqual(messages.map(() => true))
}

test('a merge, a test of a row, a message and a script are signed', async () => {
  const { data, keyFile, merge, caught, cli } = await signingProject()
  await writeFile(keyFile, setup.privateKey)
  const run = await merge('email,name\na@example.com,Ann\nb@example.com,Bob\n', '--yes')
  expect(run.code, run.stderr).toBe(0)
  expect(lastJson(run)).toMatchObject({ accepted: 2 })
  expect(
    (await merge('email,name\na@example.com,Ann\n', '--test-row', '1', '--test-to', 'me@example.com')).code,
  ).toBe(0)
  expect((await cli('test-mail', 'me@example.com')).code).toBe(0)
  const connection = await getConnection({ dataDir: data })
  const message = new EmailMessage({ subject: 'Script', to: ['you@example.com'], connection })
  const shown = await message.message()
  expect(await message.send()).toBe(1)
  const messages = await caught()
  expect(messages).toHaveLength(5)
  expectSigned(messages)
  expect(messages.some((bytes) => Buffer.from(bytes).equals(shown))).toBe(true)
}, 30_000)

test('without its key nothing leaves, and the error names the profile and the file', async () => {
  const { data, keyFile, merge, caught, cli } = await signingProject()
  const refusal = {
    code: 2,
    stderr: expect.stringMatching(/profile "work": dkim\.keyFile names .*dkim\.pem, which cannot be read/),
  }
  expect(await merge('email,name\na@example.com,Ann\n', '--yes')).toMatchObject(refusal)
  expect(await merge('email,name\na@example.com,Ann\n', '--dry-run')).toMatchObject(refusal)
  expect(await cli('test-mail', 'me@example.com')).toMatchObject(refusal)
  await expect(getConnection({ dataDir: data })).rejects.toMatchObject({ code: 'missing-dkim-key' })
  await writeFile(keyFile, 'no key')
  expect(await merge('email,name\na@example.com,Ann\n', '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('profile "work": The DKIM key cannot be read'),
  })
  expect(await caught()).toEqual([])
  expect((await cli('batches')).stdout).not.toContain('rows.csv')
}, 30_000)

test('a server gets the message as it was signed, whatever octets it takes', async () => {
  const inner = Buffer.from('Subject: inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ncafé\r\n.\r\n')
  const attachments = [
    { filename: 'inner.eml', contentBase64: inner.toString('base64'), mimetype: 'message/rfc822' },
  ]
  const message = { subject: 'Dots', to: ['a@example.com'], body: '.\n..two  \n\n', attachments }
  for (const extensions of [['PIPELINING', '8BITMIME'], []]) {
    const { cli, data, keyFile } = await signingProject()
    await writeFile(keyFile, setup.privateKey)
    const server = await countingServer({ begin: (peer) => welcome(peer, extensions) })
    const dkim = { domain: setup.domain, selector: setup.selector, keyFile }
    const work = { backend: 'smtp', options: { host: '127.0.0.1', port: server.port }, dkim }
    const settings = { profiles: { work }, defaultProfile: 'work', from: 'me@example.com' }
    await writeFile(join(data, 'settings.json'), JSON.stringify(settings))
    await writeFile(join(data, 'message.json'), JSON.stringify(message))
    const run = await cli('send', join(data, 'message.json'))
    expect(run.code, run.stderr).toBe(0)
    const [copy] = server.copies
    expectSigned([Buffer.from(`${copy?.data}\r\n`.replaceAll(/^\./gm, ''), 'latin1')])
  }
}, 30_000)

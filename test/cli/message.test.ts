import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { runCli } from '../helpers/cli.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const HELLO = { subject: 'Hello', body: 'Content\n', from: 'from@example.com', to: ['to@example.com'] }
const FIXED = { date: '2026-01-02T03:04:05Z', messageId: '<fixed@example.com>' }

async function caughtMail(data: string): Promise<string[]> {
  const names = (await readdir(join(data, 'sandbox'))).filter((name) => name.endsWith('.eml')).sort()
  return Promise.all(names.map((name) => readFile(join(data, 'sandbox', name), 'utf8')))
}

describe('mime', () => {
  test('writes the same bytes at every run once Date and Message-ID are fixed', async () => {
    const data = await tempDir()
    const stdin = JSON.stringify({ ...HELLO, ...FIXED })
    const [first, second] = await Promise.all([
      runCli(['mime', '-', '--data', data], { stdin }),
      runCli(['mime', '-', '--data', data], { stdin }),
    ])
    expect(first.code).toBe(0)
    expect(first.stdout).toBe(second.stdout)
    expect(first.stdout).toContain('Message-ID: <fixed@example.com>\r\n')
    expect(first.stdout).toContain('Date: Fri, 02 Jan 2026 03:04:05 +0000\r\n')
  })

  test('finds attachments beside the message file, wherever it is run from', async () => {
    const folder = await tempDir()
    await writeFile(join(folder, 'a.txt'), 'attached')
    await writeFile(join(folder, 'mail.json'), JSON.stringify({ ...HELLO, attachments: [{ path: 'a.txt' }] }))
    const { stdout } = await runCli(['mime', join(folder, 'mail.json'), '--data', folder], { cwd: '/' })
    const mail = await PostalMime.parse(stdout)
    expect(mail.attachments[0]?.filename).toBe('a.txt')
  })

  test('shows the bytes the file backend writes, byte for byte', async () => {
    const data = await tempDir()
    const stdin = JSON.stringify({ ...HELLO, ...FIXED, body: '.dot\n..two\nFrom here\n' })
    const mime = await runCli(['mime', '-', '--data', data], { stdin })
    await runCli(['send', '-', '--backend', 'file', '--set', `dir=${join(data, 'box')}`, '--data', data], {
      stdin,
    })
    const [name = ''] = await readdir(join(data, 'box'))
    expect(await readFile(join(data, 'box', name), 'utf8')).toBe(mime.stdout)
  })
})

describe('send', () => {
  test('goes through a real SMTP conversation into the sandbox by default, unchanged', async () => {
    const data = await tempDir()
    const stdin = JSON.stringify({ ...HELLO, ...FIXED, bcc: ['hidden@example.com'], body: '.\n.x\nlast' })
    const mime = await runCli(['mime', '-', '--data', data], { stdin })
    const sent = await runCli(['send', '-', '--data', data], { stdin })
    expect(sent).toMatchObject({ code: 0, stdout: '1 sent\n' })
    expect(await caughtMail(data)).toEqual([mime.stdout])
    expect(mime.stdout).not.toContain('hidden@example.com')
  })

  test('--json tells every recipient', async () => {
    const data = await tempDir()
    const stdin = JSON.stringify({ ...HELLO, ...FIXED, cc: ['cc@example.com'] })
    const { stdout } = await runCli(['send', '-', '--data', data, '--json'], { stdin })
    expect(JSON.parse(stdout)).toMatchObject({
      sent: 1,
      messageId: '<fixed@example.com>',
      recipients: [
        { address: 'to@example.com', state: 'accepted', code: 250 },
        { address: 'cc@example.com', state: 'accepted', code: 250 },
      ],
    })
  })

  test('a message without recipients is not sent and says so', async () => {
    const data = await tempDir()
    const run = await runCli(['send', '-', '--data', data], { stdin: JSON.stringify({ ...HELLO, to: [] }) })
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('no recipients')
  })

  test('a server that is not there ends with exit code 3 and one sentence', async () => {
    const data = await tempDir()
    const args = [
      'send',
      '-',
      '--backend',
      'smtp',
      '--set',
      'host=127.0.0.1',
      '--set',
      'port=1',
      '--data',
      data,
    ]
    const run = await runCli(args, { stdin: JSON.stringify(HELLO) })
    expect(run.code).toBe(3)
    expect(run.stderr.trim().split('\n')).toHaveLength(1)
    expect(run.stderr).toContain('127.0.0.1')
  })
})

describe('bad input', () => {
  test.each([
    ['a line break in the subject', { ...HELLO, subject: 'Subject\nBcc: x@example.com' }, /subject/i],
    ['a line break in an address', { ...HELLO, to: ['to@example.com\nBcc: x@example.com'] }, /to/],
    ['two addresses in one place', { ...HELLO, to: ['a@example.com, b@example.com'] }, /to/],
    ['a reserved header', { ...HELLO, headers: { Bcc: 'x@example.com' } }, /Bcc/],
    ['a malformed header name', { ...HELLO, headers: { 'X Y': 'z' } }, /X Y/],
    ['an unknown key', { ...HELLO, subjekt: 'x' }, /subjekt/],
    ['a wrong type', { ...HELLO, to: 'to@example.com' }, /to/],
    ['a missing attachment', { ...HELLO, attachments: [{ path: 'nowhere.pdf' }] }, /nowhere\.pdf/],
  ])('%s is refused with exit code 2, one sentence and nothing sent', async (_, message, named) => {
    const data = await tempDir()
    const run = await runCli(['send', '-', '--data', data, '--json'], { stdin: JSON.stringify(message) })
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(named)
    expect(run.stderr.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(run.stdout)).toMatchObject({
      error: { code: expect.any(String), message: run.stderr.trim() },
    })
    expect(await readdir(data)).not.toContain('sandbox')
  })

  test('a message file that is not JSON names the file', async () => {
    const data = await tempDir()
    const file = join(data, 'mail.json')
    await writeFile(file, '{ "subject": ')
    expect(await runCli(['mime', file, '--data', data])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(file),
    })
  })

  test('a password as an argument is refused before anything happens', async () => {
    const run = await runCli(['send', '-', '--backend', 'smtp', '--set', 'password=hunter2'], { stdin: '{}' })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('MAILWRIGHT_PASSWORD')
    expect(run.stderr).not.toContain('hunter2')
  })
})

describe('test-mail, admins, managers', () => {
  test('A38: test-mail says where it comes from and goes to everyone named', async () => {
    const data = await tempDir()
    await writeFile(join(data, 'settings.json'), JSON.stringify({ from: 'me@example.com' }))
    const run = await runCli(['test-mail', 'a@example.com', 'b@example.com', '--data', data])
    expect(run).toMatchObject({ code: 0, stdout: '1 sent\n' })
    const mail = await PostalMime.parse((await caughtMail(data))[0] ?? '')
    expect(mail.subject).toMatch(/^Test email from /)
    expect(mail.to?.map(({ address }) => address)).toEqual(['a@example.com', 'b@example.com'])
  })

  test('A38: test-mail without an address is a usage error', async () => {
    expect(await runCli(['test-mail'])).toMatchObject({ code: 2 })
  })

  test('admins get standard input with the subject prefix, from the server address', async () => {
    const data = await tempDir()
    const settings = {
      serverEmail: 'root@example.com',
      subjectPrefix: '[Shop] ',
      admins: ['ada@example.com', 'bob@example.com'],
    }
    await writeFile(join(data, 'settings.json'), JSON.stringify(settings))
    await runCli(['admins', 'Disk full', '--data', data], { stdin: 'Help!\n' })
    const mail = await PostalMime.parse((await caughtMail(data))[0] ?? '')
    expect(mail).toMatchObject({
      subject: '[Shop] Disk full',
      text: 'Help!\n',
      from: { address: 'root@example.com' },
    })
    expect(mail.to).toHaveLength(2)
  })

  test('an empty group opens nothing and sends nothing', async () => {
    const data = await tempDir()
    const run = await runCli(['managers', 'Hello', '--data', data], { stdin: 'x' })
    expect(run.code).toBe(0)
    expect(await readdir(data)).not.toContain('sandbox')
  })
})

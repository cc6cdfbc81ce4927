import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBatch } from '../../src/main/batch/open-batch.ts'
import { localRenderer, type Rendering } from '../../src/main/batch/renderer.ts'
import { RenderThread } from '../../src/main/engine-thread/render-thread.ts'
import type { NewBatch } from '../../src/main/journal/journal.ts'
import type { DkimSetup } from '../../src/main/mail/dkim.ts'
import { diskFiles } from '../../src/main/platform/disk-files.ts'
import { dkimSetup } from '../helpers/dkim.ts'
import { openForTest } from '../helpers/journal.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const TEMPLATE = JSON.stringify({
  from: 'Shop <shop@example.com>',
  to: ['{{ name }} <{{ email }}>'],
  subject: 'Grüße {{ name }}',
  body: 'Dear {{ name }},\n',
  alternatives: [{ content: '<p>Dear <b>{{ name }}</b></p>', mimetype: 'text/html' }],
  attachments: [{ path: '{{ file }}' }],
})
const STAMP = { messageId: '<1@example.com>', date: new Date('2026-01-02T03:04:05Z') }

/** A batch whose rows attach `large.bin` or `small.txt`, with one renderer here and one in the thread. */
async function renderers(signing: DkimSetup | null = null) {
  const dataDir = await tempDir()
  const journal = openForTest(join(dataDir, 'mailwright.db'))
  const batchImport = journal.beginImport(newBatch(dataDir))
  for (const [name, content] of [
    ['large.bin', Buffer.alloc(300_000, 'large.')],
    ['small.txt', Buffer.from('small')],
  ] as const) {
    const path = join(dataDir, name)
    await writeFile(path, content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    batchImport.addAttachments([{ path, size: content.length, sha256 }])
  }
  await batchImport.commit()
  const here = localRenderer(openBatch(journal, 'b', diskFiles, signing).renderer)
  const thread = new RenderThread({ dataDir })
  const there = thread.renderer('b', signing, here)
  await thread.ready
  onTestFinished(() => thread.close())
  return { here, there, thread, dataDir }
}

function newBatch(baseDir: string): NewBatch {
  const settings = {
    choice: { options: {} },
    defaults: { from: '', replyTo: [], charset: 'utf-8' },
    policy: { smtpUtf8: false, sevenBit: false, unencodable: 'error', timeZone: 'UTC', localDelivery: false },
    options: { connections: 1, rate: null, retry: 'none', notAfter: null, onMissingAttachment: 'block' },
  }
  return {
    id: 'b',
    createdAt: 1,
    columns: ['email', 'name', 'file'],
    template: JSON.stringify({ source: TEMPLATE, file: 'mail.json', baseDir }),
    settings: JSON.stringify(settings),
    csvName: 'rows.csv',
  }
}

function job(name: string, file: string) {
  return { cells: ['ada@example.com', name, file], stamp: STAMP }
}

/** What a server and the journal would see. */
function seen(rendering: Rendering | undefined) {
  if (rendering?.kind !== 'message') return rendering?.error.message
  const { mime, contentHash } = rendering
  const { envelope, messageId, date, size, eightBit, chunks } = mime
  return {
    envelope,
    messageId,
    date,
    size,
    eightBit,
    contentHash,
    octets: Buffer.concat(chunks).toString('latin1'),
  }
}

test('gives the messages that rendering here gives, in the order of the rows', async () => {
  const { here, there } = await renderers()
  const jobs = [
    job('Ada', 'small.txt'),
    job('Zoë', 'large.bin'),
    job('a\r\nBcc: x@example.com', 'small.txt'),
    job('Grace', 'large.bin'),
    job('田中', 'large.bin'),
    job('Hedy', 'missing.pdf'),
  ]
  const [first, second] = await Promise.all([there.render(jobs), there.render(jobs.toReversed())])
  const expected = (await here.render(jobs)).map(seen)
  expect(first.map(seen)).toEqual(expected)
  expect(second.map(seen)).toEqual(expected.toReversed())
})

test('signs there as here, octet by octet', async () => {
  const { here, there } = await renderers(dkimSetup())
  const jobs = [job('Ada', 'small.txt'), job('Zoë', 'large.bin'), job('Grace', 'large.bin')]
  const signed = (await there.render(jobs)).map(seen)
  expect(signed).toEqual((await here.render(jobs)).map(seen))
  for (const message of signed) {
    expect(message).toMatchObject({
      octets: expect.stringMatching(/^DKIM-Signature: v=1; a=ed25519-sha256;/),
    })
  }
})

test('an attachment that rows share is one chunk in memory', async () => {
  const { there } = await renderers()
  const rows = await there.render(Array.from({ length: 5 }, (_, n) => job(`Row ${n}`, 'large.bin')))
  const large = rows
    .slice(1)
    .map((row) => row.kind === 'message' && row.mime.chunks.find(({ length }) => length > 65_536))
  expect(new Set(large).size).toBe(1)
  expect(large[0]).toBeInstanceOf(Uint8Array)
})

test('a batch that cannot be read, and a thread that has gone, are told to whoever asks', async () => {
  const { here, there, thread } = await renderers()
  const unknown = thread.renderer('nobody', null, here)
  await expect(unknown.render([job('Ada', 'small.txt')])).rejects.toMatchObject({ code: 'unknown-batch' })
  const asked = there.render([job('Ada', 'small.txt')]).catch((error: unknown) => error)
  await thread.close()
  await asked
  await expect(there.render([job('Ada', 'small.txt')])).rejects.toMatchObject({ code: 'internal' })
})

test('until the thread is there, messages are rendered here', async () => {
  const { here, dataDir } = await renderers()
  const thread = new RenderThread({ dataDir })
  onTestFinished(() => thread.close())
  let asked = 0
  const counting = {
    ...here,
    render: (jobs: Parameters<typeof here.render>[0]) => {
      asked += jobs.length
      return here.render(jobs)
    },
  }
  const renderer = thread.renderer('b', null, counting)
  const early = await renderer.render([job('Ada', 'small.txt')])
  expect(asked).toBe(1)
  await thread.ready
  expect((await renderer.render([job('Ada', 'small.txt')])).map(seen)).toEqual(early.map(seen))
  expect(asked).toBe(1)
})

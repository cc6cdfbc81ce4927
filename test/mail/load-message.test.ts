import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type LoadContext, loadMessage } from '../../src/main/mail/load-message.ts'
import { diskFiles } from '../../src/main/platform/disk-files.ts'
import { tempDir } from '../helpers/temp-dir.ts'

async function context(): Promise<LoadContext> {
  const defaults = { from: 'default@example.com', replyTo: ['reply@example.com'], charset: 'iso-8859-1' }
  return { baseDir: await tempDir(), files: diskFiles, defaults }
}

describe('loading a message', () => {
  test('fills in the defaults for an empty document', async () => {
    expect(await loadMessage({}, await context())).toEqual({
      subject: '',
      body: '',
      from: 'default@example.com',
      to: [],
      cc: [],
      bcc: [],
      replyTo: ['reply@example.com'],
      headers: {},
      contentSubtype: 'plain',
      charset: 'iso-8859-1',
      alternatives: [],
      attachments: [],
    })
  })

  test('lets the document overrule them', async () => {
    const message = await loadMessage(
      { from: 'a@example.com', replyTo: [], charset: 'utf-8' },
      await context(),
    )
    expect(message).toMatchObject({ from: 'a@example.com', replyTo: [], charset: 'utf-8' })
  })

  test('reads paths relative to the base folder and guesses the type from the name', async () => {
    const where = await context()
    await mkdir(join(where.baseDir, 'files'))
    await writeFile(join(where.baseDir, 'files', 'pièce jointe.pdf'), '%PDF')
    const { attachments } = await loadMessage({ attachments: [{ path: 'files/pièce jointe.pdf' }] }, where)
    expect(attachments).toEqual([
      {
        kind: 'file',
        filename: 'pièce jointe.pdf',
        content: Buffer.from('%PDF'),
        mimetype: 'application/pdf',
      },
    ])
  })

  test('takes text and base64 as content, line breaks in base64 included', async () => {
    const { attachments } = await loadMessage(
      {
        attachments: [
          { filename: 'a.txt', content: 'text' },
          { filename: 'b.bin', contentBase64: 'AAEC\r\nAw==', contentId: 'b' },
          { filename: 'c.bin', contentBase64: 'AAE' },
        ],
      },
      await context(),
    )
    expect(attachments).toMatchObject([
      { filename: 'a.txt', content: 'text', mimetype: 'text/plain' },
      { content: Buffer.from([0, 1, 2, 3]), mimetype: 'application/octet-stream', contentId: 'b' },
      { content: Buffer.from([0, 1]) },
    ])
  })

  test.each(['AAE*', 'A', 'AA=', '====', 'AA==AA=='])(
    'refuses %j as base64 and names the field',
    async (contentBase64) => {
      const loading = loadMessage({ attachments: [{ filename: 'b', contentBase64 }] }, await context())
      await expect(loading).rejects.toMatchObject({
        code: 'invalid-attachment',
        kind: 'input',
        place: { field: 'attachments[0].contentBase64' },
      })
    },
  )

  test('names path and field of a file that is missing, a folder, or blank', async () => {
    const where = await context()
    await mkdir(join(where.baseDir, 'folder'))
    const attachment = (path: string) =>
      loadMessage({ attachments: [{ filename: 'a', content: '' }, { path }] }, where)
    const place = expect.objectContaining({ field: 'attachments[1].path' })
    await expect(attachment('gone.pdf')).rejects.toMatchObject({
      kind: 'input',
      code: 'missing-file',
      message: expect.stringMatching(/attachments\[1\]\.path: the attachment "gone\.pdf" cannot be read/),
      place,
    })
    await expect(attachment('folder')).rejects.toMatchObject({ kind: 'input', code: 'not-a-file', place })
    await expect(attachment(' ')).rejects.toMatchObject({ kind: 'input', code: 'missing-attachment', place })
  })

  test('tells a failure of any reader as an input error', async () => {
    const where = {
      ...(await context()),
      files: { read: () => Promise.reject(new Error('the disk is gone')) },
    }
    await expect(loadMessage({ attachments: [{ path: 'a' }] }, where)).rejects.toMatchObject({
      kind: 'input',
      code: 'unreadable-file',
      message: expect.stringContaining('the disk is gone'),
    })
  })
})

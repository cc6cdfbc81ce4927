/** The samples that come with Mailwright work. */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parse } from 'csv-parse'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { loadMessage } from '../../src/main/mail/load-message.ts'
import { type MessageDocument, parseMessageFile } from '../../src/main/mail/message-file.ts'
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import { diskFiles } from '../../src/main/platform/disk-files.ts'
import { compileTemplate } from '../../src/main/template/template.ts'
import { fixedStamp } from '../helpers/messages.ts'
import { rowOf } from '../helpers/template.ts'

async function sampleRows(): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = []
  for await (const row of createReadStream('resources/sample.csv').pipe(parse({ columns: true })))
    rows.push(rowOf(row))
  return rows
}

async function sent(document: MessageDocument, file: string) {
  const defaults = { from: 'default@example.com', charset: 'utf-8' }
  const message = await loadMessage(document, { baseDir: dirname(file), files: diskFiles, defaults })
  return PostalMime.parse(joinChunks(buildMime(message, fixedStamp, defaultMimePolicy)))
}

test.each(['resources/templates/welcome.md', 'resources/templates/invoice.json'])(
  '%s fits every row of the sample CSV',
  async (file) => {
    const template = compileTemplate(await readFile(file, 'utf8'), file)
    const rows = await sampleRows()
    expect(rows).toHaveLength(12)
    for (const row of rows) {
      const mail = await sent(template.render(row), file)
      expect(mail.to).toEqual([{ name: row.name, address: row.email }])
      expect(mail.text).toContain(row.amount)
      expect(mail.html).toContain(row.number)
      expect(mail.attachments.length).toBeGreaterThan(0)
    }
  },
)

test('resources/messages hold an inline image and a fixed date', async () => {
  const read = async (file: string) => sent(parseMessageFile(await readFile(file, 'utf8'), file), file)
  const hello = await read('resources/messages/hello.json')
  expect(hello.attachments).toMatchObject([
    { filename: 'logo.png', mimeType: 'image/png', disposition: 'inline', contentId: '<logo>' },
    { filename: 'guide.pdf', mimeType: 'application/pdf' },
  ])
  expect(hello.to?.map(({ name }) => name)).toEqual(['Zoë Müller', '山田 太郎'])
  expect((await read('resources/messages/plain.json')).text).toBe('One line of text.\n')
})

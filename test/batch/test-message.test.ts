import { describe, expect, test } from 'vitest'
import { testMessage } from '../../src/main/batch/test-message.ts'
import { openCsv } from '../../src/main/csv/table.ts'
import type { MessageDocument } from '../../src/main/mail/message-file.ts'
import { compileTemplate } from '../../src/main/template/template.ts'

const MESSAGE = {
  from: 'shop@example.com',
  to: ['{{ email }}'],
  cc: ['boss-of-{{ email }}'],
  bcc: ['archive@example.com'],
  subject: 'Hello {{ name }}',
  body: 'Dear {{ name }}',
  messageId: '<fixed@example.com>',
  headers: { 'X-Kept': '{{ name }}' },
}

async function message(
  row: number,
  to: readonly string[] = ['me@example.com'],
  template: object = MESSAGE,
): Promise<MessageDocument> {
  const csv = 'email,name\nann@example.com,Ann\nragged\nbob@example.com,Bob\n'
  const table = await openCsv(() => [Buffer.from(csv)], 'list.csv')
  const source = {
    table,
    csvName: 'list.csv',
    template: compileTemplate(JSON.stringify(template), 'mail.json'),
  }
  return testMessage(source, row, to)
}

describe('a test of a row', () => {
  test('has its data, a tagged subject, the given recipients and no others', async () => {
    expect(await message(3, ['me@example.com', 'you@example.com'])).toMatchObject({
      subject: '[TEST] Hello Bob',
      body: 'Dear Bob',
      to: ['me@example.com', 'you@example.com'],
      cc: [],
      bcc: [],
      headers: { 'X-Kept': 'Bob' },
    })
  })

  test('names nobody of the row in headers either, and is not mistaken for the real message', async () => {
    const headers = {
      to: '{{ email }}',
      CC: 'boss@example.com',
      Subject: 'Other {{ name }}',
      'Message-ID': '<fixed@example.com>',
    }
    const document = await message(1, undefined, { ...MESSAGE, headers })
    expect(document.headers).toEqual({ Subject: '[TEST] Other Ann' })
    expect(document.messageId).toBeUndefined()
  })

  test('of a message without a subject is still tagged', async () => {
    const { subject: _, ...withoutSubject } = MESSAGE
    expect((await message(1, undefined, withoutSubject)).subject).toBe('[TEST] ')
  })

  test('is refused for a row that is not there, or cannot be read', async () => {
    await expect(message(4)).rejects.toThrow(/has 3 rows.*no row 4/)
    await expect(message(2)).rejects.toThrow(/Row 2 of list\.csv.*Line 3/)
    await expect(message(4)).rejects.toMatchObject({ code: 'unknown-row' })
  })

  test.each([0, 11])('is refused for %i addresses', async (count) => {
    const to = Array.from({ length: count }, (_, i) => `me${i}@example.com`)
    await expect(message(1, to)).rejects.toMatchObject({ code: 'bad-option' })
  })
})

/** Messages built per second, against nodemailer's MailComposer for the same message in the same run. */
import { randomBytes } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { Bench } from 'tinybench'
import { fileAttachment } from '../src/main/mail/attachments.ts'
import { buildMime, defaultMimePolicy } from '../src/main/mail/mime.ts'
import { joinChunks } from '../src/main/mail/octets.ts'
import type { Message, MessageStamp } from '../src/shared/mail-types.ts'
import { times, whole } from './lib/figures.ts'
import { NONE, type TableRow } from './lib/table.ts'

const SECONDS = 1
const WARM_UP_SECONDS = 0.25
const STAMP: MessageStamp = { date: new Date('2026-01-02T03:04:05Z'), messageId: '<bench@example.com>' }

const plain: Message = {
  subject: 'Your order of 2 January',
  body: 'Dear Ada,\nthank you for your order.\n'.repeat(10),
  from: 'Shop <shop@example.com>',
  to: ['"Ada Lovelace" <ada@example.com>'],
  cc: [],
  bcc: [],
  replyTo: [],
  headers: { 'X-Order': '00042' },
  contentSubtype: 'plain',
  charset: 'utf-8',
  alternatives: [],
  attachments: [],
}
const html = '<p>Dear <b>Ada</b>, thank you for your order at our café.</p>\n'.repeat(25)
const newsletter: Message = { ...plain, alternatives: [{ content: html, mimetype: 'text/html' }] }
const SHAPES: Readonly<Record<string, Message>> = {
  'plain text': plain,
  'text and HTML, 2 KB': newsletter,
  'Japanese text and HTML': {
    ...newsletter,
    subject: 'ご注文ありがとうございます。発送の準備ができましたらお知らせいたします',
    body: 'ご注文ありがとうございます。\n'.repeat(20),
  },
  'text, HTML and 100 KB attachment': {
    ...newsletter,
    attachments: [fileAttachment('invoice.pdf', randomBytes(100_000), 'application/pdf')],
  },
}

/** nodemailer's names for the same message. */
function composerMail(message: Message): ConstructorParameters<typeof MailComposer>[0] {
  return {
    from: message.from,
    to: [...message.to],
    subject: message.subject,
    text: message.body,
    html: message.alternatives.map(({ content }) => String(content)).join(''),
    headers: { ...message.headers },
    attachments: message.attachments.flatMap((file) =>
      file.kind === 'file'
        ? [{ filename: file.filename, content: Buffer.from(file.content), contentType: file.mimetype }]
        : [],
    ),
    date: STAMP.date,
    messageId: STAMP.messageId,
  }
}

export async function mime(): Promise<readonly TableRow[]> {
  const rows: TableRow[] = []
  for (const [name, message] of Object.entries(SHAPES)) {
    const bench = new Bench({ time: SECONDS * 1000, warmupTime: WARM_UP_SECONDS * 1000 })
    bench.add('mailwright', () => joinChunks(buildMime(message, STAMP, defaultMimePolicy)))
    bench.add('nodemailer', () => new MailComposer(composerMail(message)).compile().build())
    await bench.run()
    const [ours = 0, theirs = 0] = bench.tasks.map(({ result }) =>
      'throughput' in result ? result.throughput.p50 : 0,
    )
    rows.push({
      measure: `messages built: ${name}`,
      ours: `${whole(ours)}/s`,
      peer: `nodemailer ${whole(theirs)}/s`,
      ratio: times(ours / theirs),
      atLeast: NONE,
      aim: NONE,
    })
  }
  return rows
}

/** What every measure sends: a list of people, and one template of about 2 KB of text and HTML. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { rowRecord } from '../../src/main/csv/table.ts'
import { compileTemplate } from '../../src/main/template/template.ts'

const COLUMNS = ['email', 'first_name', 'last_name', 'city', 'order', 'amount'] as const
const FIRST_NAMES = ['Ada', 'Grace', 'Zoë', 'Alan', 'Katherine', 'Jürgen', 'Barbara', 'Edsger', 'Hedy', 'Tim']
const LAST_NAMES = ['Lovelace', 'Hopper', 'Turing', 'Müller', 'Johnson', 'Dijkstra', 'Liskov', 'Lamarr', 'Ng']
const CITIES = ['London', 'Arlington', 'Zürich', 'Amsterdam', 'Hampton', 'Vienna', 'Boston']
const DOMAINS = ['example.com', 'example.net', 'example.org']

const TEXT = `Dear {{ first_name }} {{ last_name }},

thank you for your order {{ order }} of {{ amount }} EUR. We send it to {{ city }} tomorrow.

You can follow the parcel in your account at any time. The invoice is part of the delivery; please check
the address on it and tell us when something is not as it should be, so that we can put it right at once.
If you change your mind, send the goods back within thirty days: the label is in the box, and we pay.

Our shop is open from Monday to Saturday, and our people are glad to help you by mail or on the telephone.
Just name the number {{ order }}.

With kind regards
Your Example Shop
`

const HTML = `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif; color: #222">
<h1>Thank you, {{ first_name }}!</h1>
<p>Dear {{ first_name }} {{ last_name }},</p>
<p>thank you for your order <b>{{ order }}</b> of <b>{{ amount }} EUR</b>. We send it to {{ city }} tomorrow.</p>
<p>You can follow the parcel <a href="https://shop.example.com/account">in your account</a> at any time. The
invoice is part of the delivery; please check the address on it and tell us when something is not as it should
be, so that we can put it right at once. If you change your mind, send the goods back within thirty days: the
label is in the box, and we pay.</p>
<p>Our shop is open from Monday to Saturday, and our people are glad to help you by mail or on the telephone.
Just name the number {{ order }}.</p>
<table style="border-collapse: collapse; width: 100%">
<tr><th style="text-align: left">Order</th><th style="text-align: right">Amount</th></tr>
<tr><td>{{ order }}</td><td style="text-align: right">{{ amount }} EUR</td></tr>
</table>
<p>With kind regards<br>Your Example Shop</p>
</body>
</html>
`

/** The template as the file a user would write; attachment paths are relative to its folder. */
export function templateSource(attachment?: string): string {
  return JSON.stringify({
    from: '"Example Shop" <shop@example.com>',
    to: ['{{ first_name }} {{ last_name }} <{{ email }}>'],
    subject: 'Your order {{ order }}',
    headers: { 'X-Order': '{{ order }}' },
    body: TEXT,
    alternatives: [{ content: HTML, mimetype: 'text/html' }],
    ...(attachment !== undefined && { attachments: [{ path: attachment, mimetype: 'application/pdf' }] }),
  })
}

/** A CSV of `rows` people, about 60 octets each. */
export async function writeList(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${COLUMNS.join(',')}\n`)
  let lines = ''
  for (let number = 1; number <= rows; number++) {
    lines += `${personOf(number).join(',')}\n`
    if (lines.length < 256 * 1024) continue
    if (!file.write(lines)) await once(file, 'drain')
    lines = ''
  }
  file.end(lines)
  await finished(file)
}

/** The first `rows` messages, already rendered, one JSON document a line: peers have no templates. */
export async function writeRendered(path: string, rows: number): Promise<void> {
  const template = compileTemplate(templateSource(), 'template.json')
  const file = createWriteStream(path)
  for (let number = 1; number <= rows; number++) {
    const { from, to, subject, headers, body, alternatives } = template.render(
      rowRecord(COLUMNS, personOf(number)),
    )
    const html = alternatives?.[0]?.content
    file.write(`${JSON.stringify({ from, to, subject, headers, text: body, html })}\n`)
  }
  file.end()
  await finished(file)
}

function personOf(number: number): readonly string[] {
  const pick = (names: readonly string[]) => names[number % names.length] ?? ''
  return [
    `customer${number}@${pick(DOMAINS)}`,
    pick(FIRST_NAMES),
    pick(LAST_NAMES),
    pick(CITIES),
    `A-${1_000_000 + number}`,
    `${(number % 900) + 9}.90`,
  ]
}

/** The offline checks of one message, in the order of their weight. */
import type { CheckFinding, CheckLevel } from '../../../shared/view-types.ts'
import { checkBulk } from './check-bulk.ts'
import { checkDkim } from './check-dkim.ts'
import { checkHtml } from './check-html.ts'
import { checkLinks } from './check-links.ts'
import { finding, type MessageFacts } from './finding.ts'

const WEIGHT: Readonly<Record<CheckLevel, number>> = { error: 0, warning: 1, note: 2, ok: 3 }

/** So many people may see each other's addresses before it looks like a mistake. */
const MOST_VISIBLE = 10

/** Octets; more is refused by many servers (their usual limit is 25 MB, with the encoding in it). */
const LARGE = 20 * 1024 * 1024

export function checkMessage(facts: MessageFacts): readonly CheckFinding[] {
  const found = [
    ...checkHeaders(facts),
    ...checkBulk(facts),
    ...checkDkim(facts),
    ...checkText(facts),
    ...checkHtml(facts),
    ...checkLinks(facts),
  ]
  return found.sort((a, b) => WEIGHT[a.level] - WEIGHT[b.level])
}

function* checkHeaders({ headers, size, envelope }: MessageFacts): Generator<CheckFinding> {
  const value = (name: string) => headers.find((line) => line.name.toLowerCase() === name)?.value ?? ''
  if (value('subject').trim() === '') yield finding('subject-empty', 'warning', 'The subject is empty.')
  if (value('from') === '') yield finding('from-missing', 'error', 'There is no From: set a sender.')
  for (const name of ['date', 'message-id'] as const) {
    if (value(name) === '') yield finding(`${name}-missing`, 'warning', `The header ${name} is missing.`)
  }
  const visible = `${value('to')},${value('cc')}`.split('@').length - 1
  if (visible > MOST_VISIBLE) {
    const message = `${visible} recipients see each other's addresses: use Bcc, or send one mail each.`
    yield finding('many-visible', 'warning', message, { values: { count: visible } })
  }
  if (envelope && envelope.to.length === 0) {
    yield finding('no-recipients', 'error', 'The message has no recipients: it cannot be sent.')
  }
  if (size > LARGE) {
    const megabytes = (size / 1024 ** 2).toFixed(1)
    const message = `The message has ${megabytes} MB; many servers refuse more than 25 MB.`
    yield finding('size-large', 'warning', message, { values: { megabytes } })
  }
}

function* checkText({ text, html, headers }: MessageFacts): Generator<CheckFinding> {
  if (html !== null && (text ?? '').trim() === '') {
    yield finding(
      'text-missing',
      'warning',
      'There is no text part; filters count its absence, and some readers need it.',
    )
  }
  const subject = headers.find(({ name }) => name.toLowerCase() === 'subject')?.value ?? ''
  const left = [subject, text ?? '', html ?? ''].flatMap((part) => part.match(/\{\{[^{}]{0,80}\}\}/g) ?? [])
  if (left.length > 0) {
    yield finding('placeholder-left', 'warning', 'There are placeholders in it that nobody filled in.', {
      details: [...new Set(left)],
    })
  }
}

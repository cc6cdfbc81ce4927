import { describe, expect, test } from 'vitest'
import { type BulkMailChecks, bulkMailWarnings } from '../../src/main/batch/bulk-mail.ts'
import { isForeignFreeMail } from '../../src/main/batch/free-mail.ts'
import { compileTemplate } from '../../src/main/template/template.ts'

const ROW = { email: 'ann@example.com', token: 'x1' }
const GOOD = {
  from: 'Shop <news@shop.example>',
  to: ['{{ email }}'],
  subject: 'News',
  body: 'Text',
  headers: {
    'List-Unsubscribe': '<https://shop.example/u/{{ token }}>, <mailto:u@shop.example>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
}
const CHECKS: BulkMailChecks = {
  from: '',
  addresses: { smtpUtf8: true, localDelivery: false },
  host: 'smtp.relay.example',
  signingDomain: undefined,
}

function warnings(message: object, checks: Partial<BulkMailChecks> = {}): readonly string[] {
  const template = compileTemplate(JSON.stringify({ ...GOOD, ...message }), 'news.json')
  const found = bulkMailWarnings(template.renderHead(ROW), template.renderRecipients(ROW), {
    ...CHECKS,
    ...checks,
  })
  return found.map(({ kind }) => kind)
}

test('nothing is wrong with a link of the recipient’s own and one click', () => {
  expect(warnings({})).toEqual([])
  expect(
    warnings({ headers: { ...GOOD.headers, 'List-Unsubscribe': '<https://shop.example/u/x>' } }),
  ).toEqual([])
})

describe('List-Unsubscribe is warned about', () => {
  test.each([
    ['missing', undefined],
    ['blank in this row', '{% if token == "" %}<https://shop.example>{% endif %}'],
    ['only a mailto', '<mailto:u@shop.example>'],
    ['an http link', '<http://shop.example/u/x>'],
    ['an http link beside an https one', '<https://shop.example/u>, <http://shop.example/u>'],
    ['two https links', '<https://shop.example/a>, <https://shop.example/b>'],
    ['without angle brackets', 'https://shop.example/u/x'],
    ['with a link that is none', '<https://>'],
  ])('when %s', (_, value) => {
    const { 'List-Unsubscribe': _good, ...others } = GOOD.headers
    const headers = value === undefined ? others : { ...others, 'List-Unsubscribe': value }
    expect(warnings({ headers })).toEqual(['list-unsubscribe'])
  })

  test('never for the case of its name', () => {
    const headers = {
      'list-unsubscribe': '<https://shop.example/u/x>',
      'LIST-UNSUBSCRIBE-POST': 'List-Unsubscribe=One-Click',
    }
    expect(warnings({ headers })).toEqual([])
  })
})

test.each([undefined, '', 'One-Click', 'list-unsubscribe=one-click'])(
  'List-Unsubscribe-Post is warned about when %j',
  (value) => {
    const headers = {
      'List-Unsubscribe': GOOD.headers['List-Unsubscribe'],
      ...(value === undefined ? {} : { 'List-Unsubscribe-Post': value }),
    }
    expect(warnings({ headers })).toEqual(['list-unsubscribe-post'])
  },
)

describe('a missing text part is warned about', () => {
  const html = { content: '<p>Hi</p>', mimetype: 'text/html' }

  test.each([
    ['HTML with another HTML', { contentSubtype: 'html', body: '<p>Hi</p>', alternatives: [html] }],
    ['an empty text beside HTML', { body: ' ', alternatives: [html] }],
  ])('in %s', (_, message) => {
    expect(warnings(message)).toEqual(['no-text-part'])
  })

  test.each([
    ['text and HTML', { alternatives: [html] }],
    ['HTML alone, which gets a text part', { contentSubtype: 'html', body: '<p>Hi</p>' }],
    ['only an HTML alternative, which gets a text part', { body: undefined, alternatives: [html] }],
    [
      'HTML with text beside it',
      {
        contentSubtype: 'html',
        body: '<p>Hi</p>',
        alternatives: [{ content: 'Hi', mimetype: 'text/plain; charset=utf-8' }],
      },
    ],
  ])('but not in %s', (_, message) => {
    expect(warnings(message)).toEqual([])
  })
})

describe('a free-mail sender', () => {
  test('is warned about when the mail leaves through another host', () => {
    expect(warnings({ from: 'Ann <ann@gmail.com>' })).toEqual(['free-mail-sender'])
    expect(warnings({ from: undefined }, { from: 'ann@yahoo.co.jp' })).toEqual(['free-mail-sender'])
  })

  test('is fine at its own host, and where the host is not known', () => {
    expect(warnings({ from: 'ann@gmail.com' }, { host: 'smtp.gmail.com' })).toEqual([])
    expect(warnings({ from: 'ann@gmail.com' }, { host: undefined })).toEqual([])
  })

  test.each([
    ['gmail.com', 'smtp.gmail.com', false],
    ['gmail.com', 'smtp.gmail.com.evil.example', true],
    ['gmail.com', 'notgmail.com', true],
    ['hotmail.co.uk', 'smtp.office365.com', false],
    ['hotmail.co.uk', 'smtp.gmail.com', true],
    ['yahoo.com', 'smtp.mail.yahoo.com', false],
    ['gmx.de', 'mail.gmx.net', false],
    ['gmx.example.com', 'relay.example', false],
    ['mygmail.com', 'relay.example', false],
    ['shop.example', 'relay.example', false],
  ])('%s through %s: %s', (domain, host, foreign) => {
    expect(isForeignFreeMail(domain, host)).toBe(foreign)
  })
})

test('more than ten visible addresses are warned about; hidden ones do not count', () => {
  const people = (count: number) => Array.from({ length: count }, (_, i) => `p${i}@example.com`)
  expect(warnings({ to: people(6), cc: people(5) })).toEqual(['many-visible-recipients'])
  expect(warnings({ to: people(5), cc: people(5), bcc: people(50) })).toEqual([])
})

test('a signature for another domain than the sender’s is warned about', () => {
  expect(warnings({}, { signingDomain: 'other.example' })).toEqual(['dkim-alignment'])
  for (const signingDomain of ['shop.example', 'mail.shop.example', 'SHOP.example', undefined]) {
    expect(warnings({}, { signingDomain })).toEqual([])
  }
})

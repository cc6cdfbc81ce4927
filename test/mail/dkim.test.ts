import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fileAttachment } from '../../src/main/mail/attachments.ts'
import { type DkimSetup, DkimSigner } from '../../src/main/mail/dkim.ts'
import { relaxedBodyHash, relaxedField, splitMessage } from '../../src/main/mail/dkim-canonical.ts'
import { readDkimKey } from '../../src/main/mail/dkim-key.ts'
import { buildMime, defaultMimePolicy, joinChunks } from '../../src/main/mail/mime.ts'
import type { Message, MimeMessage, MimePolicy } from '../../src/shared/mail-types.ts'
import { dkimpySays, dkimSetup, ED25519_PEM, hasDkimpy, pemOf, RSA_PEM } from '../helpers/dkim.ts'
import { fixedStamp, messageWith } from '../helpers/messages.ts'

function signed(
  changes: Partial<Message>,
  setup: DkimSetup = dkimSetup(),
  policy: Partial<MimePolicy> = {},
): MimeMessage {
  const rules = { ...defaultMimePolicy, ...policy }
  return buildMime(messageWith(changes), fixedStamp, rules, new DkimSigner(setup))
}

function text(mime: MimeMessage): string {
  return Buffer.from(joinChunks(mime)).toString('latin1')
}

/** The value of a tag of the signature, without blanks. */
function tag(mime: MimeMessage, name: string): string {
  const [field = ''] = splitMessage(mime.chunks).fields
  return new RegExp(`[;:]\\s*${name}=([^;]*)`).exec(field)?.[1]?.replaceAll(/\s/g, '') ?? ''
}

const crlf = (lines: string): string => lines.replaceAll('\n', '\r\n')

/** RFC 8463 appendix A. */
const EXAMPLE = crlf(`From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
`)
const BODY_HASH = '2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8='

const EXAMPLE_ED25519 = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  },
})
const EXAMPLE_RSA = `-----BEGIN RSA PRIVATE KEY-----
MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
-----END RSA PRIVATE KEY-----
`

describe('The relaxed form', () => {
  it('is that of the examples in RFC 6376 section 3.4.5', () => {
    const { fields, body } = splitMessage([
      Buffer.from('A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n'),
    ])
    expect(fields.map(relaxedField)).toEqual(['a:X\r\n', 'b:Y Z\r\n'])
    expect(relaxedBodyHash(body)).toBe(relaxedBodyHash([Buffer.from(' C\r\nD E\r\n')]))
  })

  it('of an empty body is no octet at all (RFC 6376 section 3.4.4)', () => {
    for (const body of ['', '\r\n', '\r\n\r\n', ' \t\r\n \r\n']) {
      expect(relaxedBodyHash([Buffer.from(body)])).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
    }
  })

  it('does not depend on where chunks begin and end', () => {
    const bytes = Buffer.from(EXAMPLE.replace('Joe.', ' \t Joe. \t\r\n\r\n \r\nBye'))
    const whole = splitMessage([bytes])
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { fields, body } = splitMessage([bytes.subarray(0, cut), bytes.subarray(cut)])
      expect(fields).toEqual(whole.fields)
      expect(relaxedBodyHash(body)).toBe(relaxedBodyHash(whole.body))
    }
  })
})

describe('The signatures of RFC 8463 appendix A', () => {
  const { fields, body } = splitMessage([Buffer.from(EXAMPLE)])
  const over = (header: string): string => [...fields, header].map(relaxedField).join('').slice(0, -2)
  const field = (algorithm: string, selector: string, headers: string): string =>
    crlf(`DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=${selector}; t=1528637909; h=${headers};
 bh=${BODY_HASH};
 b=`)

  it('come out for Ed25519', () => {
    expect(relaxedBodyHash(body)).toBe(BODY_HASH)
    const key = readDkimKey(pemOf(EXAMPLE_ED25519))
    const header = field(
      'ed25519-sha256',
      'brisbane',
      'from : to :\n subject : date : message-id : from : subject : date',
    )
    expect(key.record).toBe('v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=')
    expect(key.sign(over(header))).toBe(
      '/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
    )
  })

  it('come out for RSA', () => {
    const key = readDkimKey(EXAMPLE_RSA)
    const header = field(
      'rsa-sha256',
      'test',
      'from : to : subject :\n date : message-id : from : subject : date',
    )
    expect(key.record).toMatch(/^v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTz/)
    expect(key.sign(over(header))).toBe(
      'F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=',
    )
  })
})

describe('A signature', () => {
  it('stands before the message, which stays as it is, octet by octet', () => {
    const plain = buildMime(messageWith({}), fixedStamp, defaultMimePolicy)
    const mime = signed({})
    const octets = text(mime)
    expect(octets.endsWith(text(plain))).toBe(true)
    expect(octets).toMatch(
      /^DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed\/relaxed;\r\n d=example.com;\r\n s=mail2026;/,
    )
    expect(mime.size).toBe(octets.length)
    expect(mime).toMatchObject({ envelope: plain.envelope, messageId: plain.messageId, date: plain.date })
  })

  it('is the same for the same message, with either kind of key, and knows no time', () => {
    for (const privateKey of [RSA_PEM, ED25519_PEM]) {
      const setup = dkimSetup({ privateKey })
      expect(text(signed({}, setup))).toBe(text(signed({}, setup)))
      expect([tag(signed({}, setup), 't'), tag(signed({}, setup), 'x')]).toEqual(['', ''])
    }
  })

  it('covers what a reader sees and a program acts on, and From once more than there is', () => {
    const mime = signed({
      cc: ['cc@example.com'],
      bcc: ['bcc@example.com'],
      replyTo: ['reply@example.com'],
      headers: {
        'List-Unsubscribe': '<https://example.com/u>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'X-Other': '1',
      },
    })
    expect(tag(mime, 'h')).toBe(
      'from:to:cc:subject:date:message-id:mime-version:content-type:reply-to:list-unsubscribe:list-unsubscribe-post:from',
    )
    expect(tag(signed({}), 'h')).toBe('from:to:subject:date:message-id:mime-version:content-type:from')
  })

  it('has lines that no relay folds anew', () => {
    const setup = dkimSetup({ privateKey: RSA_PEM, domain: `${'long.'.repeat(8)}example.com` })
    const [field = ''] = splitMessage(signed({ cc: ['c@example.com'] }, setup).chunks).fields
    for (const line of field.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
  })

  it('is made over 7-bit octets, which no relay has to re-encode', () => {
    const inner = Buffer.from('Subject: inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ncafé\r\n')
    const attachments = [fileAttachment('inner.eml', inner, 'message/rfc822')]
    expect(buildMime(messageWith({ attachments }), fixedStamp, defaultMimePolicy).eightBit).toBe(true)
    expect(signed({ attachments }).eightBit).toBe(false)
  })
})

describe.runIf(hasDkimpy)('dkimpy', () => {
  const filler = 'A line of text \t with  blanks   \n'
  const cases: Readonly<Record<string, readonly [Partial<Message>, Partial<MimePolicy>?]>> = {
    'plain text': [{}],
    'an empty body': [{ body: '' }],
    'a body of blank lines': [{ body: '\n\n \n\n' }],
    'trailing blank lines': [{ body: 'Text\n\n\n \t\n\n' }],
    'blanks inside and at the ends of lines': [{ body: filler.repeat(50) }],
    'dots at the beginning of lines': [{ body: '.\n..\n.text\n' }],
    'two alternatives': [{ alternatives: [{ content: '<p>Hé <b>x</b></p>\n', mimetype: 'text/html' }] }],
    attachments: [
      {
        attachments: [
          fileAttachment(
            'a.bin',
            Buffer.from(Array.from({ length: 3000 }, (_, n) => n % 256)),
            'application/x',
          ),
          fileAttachment('large.bin', Buffer.alloc(300_000, 'x \r\n'), 'application/octet-stream'),
        ],
      },
    ],
    'an attached message with 8-bit octets': [
      {
        attachments: [
          fileAttachment(
            'inner.eml',
            Buffer.from('Subject: inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ncafé  \r\n\r\n'),
            'message/rfc822',
          ),
        ],
      },
    ],
    'other charsets': [{ subject: 'ご注文', body: 'ありがとう\n', charset: 'iso-2022-jp' }],
    'raw UTF-8 in headers and body': [
      { subject: 'Grüße aus Köln', from: 'Jürgen <jürgen@example.com>', body: 'Grüße\n' },
      { smtpUtf8: true },
    ],
    'long folded headers': [
      {
        subject: 'word '.repeat(100).trim(),
        to: Array.from({ length: 2000 }, (_, n) => `"Recipient  ${n}" <recipient-${n}@long.example.com>`),
        cc: ['"Zoë, Ltd." <zoe@example.com>'],
        replyTo: ['r@example.com'],
        headers: { 'List-Unsubscribe': `<https://example.com/${'u'.repeat(500)}>`, 'X-Blank': '' },
      },
    ],
    'a From of its own': [{ headers: { From: 'Other <other@example.com>' } }],
  }

  it.each([
    ['Ed25519', ED25519_PEM],
    ['RSA', RSA_PEM],
  ])('verifies signatures by %s over every kind of message', (_, privateKey) => {
    const setup = dkimSetup({ privateKey })
    const names = Object.keys(cases)
    const messages = Object.values(cases).map(([changes, policy]) =>
      joinChunks(signed(changes, setup, policy)),
    )
    const said = dkimpySays(messages, setup)
    expect(Object.fromEntries(names.map((name, n) => [name, said[n]]))).toEqual(
      Object.fromEntries(names.map((name) => [name, true])),
    )
  })

  it('refuses what was changed on the way, and a second From', () => {
    const setup = dkimSetup()
    const unsubscribe = { 'List-Unsubscribe': '<https://example.com/u>' }
    const octets = text(signed({ headers: unsubscribe, body: 'Pay 10 to me\n' }, setup))
    const changed = [
      octets.replace('Pay 10', 'Pay 99'),
      octets.replace('example.com/u', 'example.com/v'),
      octets.replace('Subject: Subject', 'Subject: Other'),
      octets.replace('\r\nFrom:', '\r\nFrom: evil@example.com\r\nFrom:'),
      octets.replace('d=example.com', 'd=example.org'),
      octets.replace(/b=[^=]{4}/, 'b=AAAA'),
    ]
    expect(
      dkimpySays(
        [octets, ...changed].map((one) => Buffer.from(one, 'latin1')),
        setup,
      ),
    ).toEqual([true, ...changed.map(() => expect.not.stringMatching(/^true$/))])
    expect(
      dkimpySays(
        changed.map((one) => Buffer.from(one, 'latin1')),
        setup,
      ),
    ).not.toContain(true)
  })

  it('forgives what relays do to blanks', () => {
    const setup = dkimSetup()
    const octets = text(signed({ body: 'Text  with blanks \n\n' }, setup))
      .replace('Subject: ', 'SUBJECT:   ')
      .replace('with blanks ', 'with\tblanks')
    expect(dkimpySays([Buffer.from(octets, 'latin1')], setup)).toEqual([true])
  })
})

describe('A key', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  it.each([
    ['nothing', '', 'cannot be read'],
    ['text', 'hunter2', 'cannot be read'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'cannot be read'],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'is a public key'],
    [
      'an encrypted key',
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' }).toString(),
      'is encrypted',
    ],
    ['a short RSA key', pemOf(generateKeyPairSync('rsa', { modulusLength: 768 }).privateKey), 'has 768 bits'],
    [
      'a key of another kind',
      pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'is of the kind ec',
    ],
  ])('that is %s is refused in words that do not quote it', (_, pem, words) => {
    const error = (() => {
      try {
        return readDkimKey(pem)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toMatchObject({ code: 'bad-dkim-key', message: expect.stringContaining(words) })
    expect(String(error)).not.toMatch(/hunter2|MII|AAAA/)
  })

  it('may be PKCS #1 or PKCS #8, with Windows line ends and text around it', () => {
    const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    const windows = `\r\n${pemOf(privateKey).replaceAll('\n', '\r\n')}\r\n`
    expect(readDkimKey(pkcs1).record).toBe(readDkimKey(windows).record)
  })
})

/** Messages that Django and Mailwright are both asked to build; every vector is from Django's own tests or manual. */

/** The arguments of Django's classes, as JSON. With `alternatives` it is an EmailMultiAlternatives. */
export interface DjangoMessage {
  readonly subject?: string
  readonly body?: string
  readonly from_email?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly bcc?: readonly string[]
  readonly reply_to?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly content_subtype?: string
  readonly encoding?: string
  readonly alternatives?: readonly (readonly [content: DjangoOctets, mimetype: string])[]
  readonly attachments?: readonly (readonly [
    filename: string | null,
    content: DjangoContent,
    mimetype?: string,
  ])[]
}

export type DjangoOctets = string | { readonly base64: string }

export type DjangoContent = DjangoOctets | { readonly message: DjangoMessage }

export interface ParityCase extends DjangoMessage {
  readonly title: string
  /** What differs (an aspect named in the test, or a header) and why. */
  readonly deviates?: Readonly<Record<string, string>>
}

const REPEATED =
  'Django 3.2 writes an overridden header twice; RFC 5322 section 3.6 permits one (A3, A5, A10)'
const NAMELESS =
  'Django gives no disposition to what has no name; then readers may show it in place of the text'
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
const LONG_NAME = 'Tó Example very long '.repeat(4).trim()

export const CASES: readonly ParityCase[] = [
  { title: 'a plain message', subject: 'Subject', body: 'Content\n' },
  { title: 'two recipients', to: ['to@example.com', 'other@example.com'] },
  { title: 'cc only', to: [], cc: ['cc@example.com'] },
  { title: 'to and two cc', cc: ['cc@example.com', 'cc.other@example.com'] },
  { title: 'bcc', bcc: ['bcc@example.com'] },
  { title: 'to, cc and bcc', cc: ['cc@example.com'], bcc: ['bcc@example.com', 'b2@example.com'] },
  { title: 'one reply address', reply_to: ['reply@example.com'] },
  { title: 'two reply addresses', reply_to: ['reply1@example.com', 'reply2@example.com'] },
  { title: 'no subject', subject: '' },
  {
    title: 'a blank recipient in the list',
    to: ['to@example.com', ''],
    deviates: { to: 'Django 3.2 leaves an empty place in the To header (A2)' },
  },
  { title: 'an extra header', headers: { 'X-Campaign': 'spring' } },
  { title: 'a List-Unsubscribe header', headers: { 'List-Unsubscribe': '<mailto:unsub@example.com>' } },
  {
    title: 'Date and Message-ID of its own',
    headers: { date: 'Fri, 09 Nov 2001 01:08:47 -0000', 'Message-ID': 'foo' },
  },
  {
    title: 'a From header beside the envelope',
    from_email: 'bounce@example.com',
    headers: { From: 'from@example.com' },
  },
  {
    title: 'a To header beside the envelope',
    to: ['sub1@example.com', 'sub2@example.com'],
    headers: { To: 'mailing-list@example.com' },
    deviates: { to: REPEATED },
  },
  { title: 'a Cc header alone', headers: { Cc: 'foo@example.com' } },
  {
    title: 'a Cc header and cc',
    cc: ['cc@example.com'],
    headers: { Cc: 'foo@example.com' },
    deviates: { cc: REPEATED },
  },
  {
    title: 'a Reply-To header and reply addresses',
    reply_to: ['foo@example.com'],
    headers: { 'Reply-To': 'override@example.com' },
    deviates: { 'reply-to': REPEATED },
  },
  { title: 'a Reply-To header alone', headers: { 'Reply-To': 'override@example.com' } },
  {
    title: 'a long subject that folds',
    subject:
      'Long subject lines that get wrapped should contain a space continuation character to comply with RFC 822',
  },
  { title: 'a Polish subject', subject: 'Gżegżółka' },
  {
    title: 'a long Japanese subject',
    subject: '日本語の件名はとても長いので何行にも折り返されます。'.repeat(4),
    deviates: { subject: 'Django folds before the first word, and its space is read as part of the subject' },
  },
  { title: 'an emoji in the subject', subject: 'Party 🎉 tonight' },
  {
    title: 'a subject that looks encoded',
    subject: 'About =?utf-8?q?encoded?= words',
    deviates: { subject: 'Django sends it as it is, so that readers decode it' },
  },
  {
    title: 'a name with a letter beyond ASCII',
    to: ['"Firstname Sürname" <to@example.com>', 'other@example.com'],
  },
  {
    title: 'a name with a comma beyond ASCII',
    to: ['"Sürname, Firstname" <to@example.com>', 'other@example.com'],
  },
  {
    title: 'a Sender beyond ASCII',
    subject: 'Gżegżółka',
    headers: { Sender: '"Firstname Sürname" <sender@example.com>' },
  },
  { title: 'Comments beyond ASCII', headers: { Comments: 'My Sürname is non-ASCII' } },
  { title: 'a From name beyond ASCII', from_email: '"Çağlar Gökçe" <from@example.com>' },
  { title: 'a plain name', to: ['A name <to@example.com>'] },
  { title: 'a quoted name', to: ['"A name" <to@example.com>'] },
  { title: 'a name with a comma', to: ['"Comma, requires quotes" <to@example.com>'] },
  { title: 'a name that is an address', to: ['"to@other.com" <to@example.com>'] },
  { title: 'a quoted local part', to: ['"to@other.com"@example.com'] },
  { title: 'a long name beyond ASCII', to: [`"${LONG_NAME}" <to@example.com>`] },
  { title: 'an international domain', to: ['to@éxample.com'] },
  { title: 'an international domain with a name', to: ['To Example <to@éxample.com>'] },
  { title: 'an international domain of the sender', from_email: 'from@öäü.com' },
  { title: 'a domain encoded before', to: ['to@xn--fa-hia.example.com'] },
  { title: 'a body line that starts with From', body: 'From the future\n' },
  { title: 'a line of one dot', body: 'one\n.\ntwo\n' },
  { title: 'CRLF and LF mixed', body: 'one\r\ntwo\nthree\r\n' },
  { title: 'a Latin body', body: 'Body with latin characters: àáä.\n' },
  { title: 'a Cyrillic body with a long line', body: `${'А Б В Г Д Е Ж Ѕ З И І К Л М Н О П '.repeat(4)}\n` },
  { title: 'a Russian line over 998 octets', body: 'В южных морях '.repeat(60) },
  { title: 'a Danish line over 998 octets', body: 'I de sørlige hav '.repeat(58) },
  { title: 'a Japanese body', body: '拝啓\n時下ますますご清栄のこととお慶び申し上げます。\n敬具\n' },
  { title: 'no body', body: '' },
  {
    title: 'an HTML body',
    body: '<p>Hello</p>',
    content_subtype: 'html',
    deviates: { contents: 'Mailwright ends the last line (A21), which smtplib does later for Django' },
  },
  { title: 'a Latin-1 body', body: 'Firstname Sürname is a great guy.\n', encoding: 'iso-8859-1' },
  { title: 'a Latin-1 body and subject', subject: 'Grüße', body: 'Grüße\n', encoding: 'iso-8859-1' },
  { title: 'text and HTML', alternatives: [['<p>Hello</p>', 'text/html']] },
  { title: 'HTML only', body: '', alternatives: [['<p>Hello</p>', 'text/html']] },
  {
    title: 'three alternatives',
    alternatives: [
      ['<b>A</b>', 'text/x-amp-html'],
      ['<p>é</p>', 'text/html'],
    ],
  },
  {
    title: 'text and HTML in Latin-1',
    body: 'Firstname Sürname\n',
    encoding: 'iso-8859-1',
    alternatives: [['<p>Firstname <strong>Sürname</strong></p>', 'text/html']],
  },
  { title: 'a binary alternative', alternatives: [[{ base64: 'Bw==' }, 'application/x-ccmail-rtf']] },
  {
    title: 'a PDF attached',
    attachments: [['report.pdf', { base64: 'JVBERi0xLjQuJQ==' }, 'application/pdf']],
  },
  { title: 'a type guessed from the name', attachments: [['pixel.gif', { base64: GIF }]] },
  { title: 'a name that tells no type', attachments: [['filename1', { base64: 'AAEC' }]] },
  {
    title: 'an attachment without a name',
    attachments: [[null, { base64: 'AAEC' }, 'application/pdf']],
    deviates: { dispositions: NAMELESS },
  },
  {
    title: 'a name beyond ASCII',
    attachments: [['une pièce jointe.pdf', { base64: 'JVBERi0=' }, 'application/pdf']],
  },
  {
    title: 'a Japanese name',
    attachments: [['請求書 二〇二六年.pdf', { base64: 'JVBERi0=' }, 'application/pdf']],
  },
  { title: 'text as text', attachments: [['notes.txt', 'ütƒ-8\n', 'text/plain']] },
  { title: 'text as octets', attachments: [['notes.txt', { base64: 'w6QK' }, 'text/plain']] },
  {
    title: 'octets that only claim to be text',
    attachments: [['not-utf8.txt', { base64: 'hic=' }, 'text/plain']],
  },
  {
    title: 'an attachment and no text',
    body: '',
    attachments: [['report.pdf', { base64: 'JVBERi0=' }, 'application/pdf']],
  },
  {
    title: 'text, HTML and a PDF',
    alternatives: [['<p>Hello</p>', 'text/html']],
    attachments: [['report.pdf', { base64: 'JVBERi0=' }, 'application/pdf']],
  },
  {
    title: 'HTML and a PDF without text',
    body: '',
    alternatives: [['<p>Hello</p>', 'text/html']],
    attachments: [['report.pdf', { base64: 'JVBERi0=' }, 'application/pdf']],
  },
  {
    title: 'an attached message',
    attachments: [
      ['child.eml', { message: { subject: 'child subject', body: 'child body\n' } }, 'message/rfc822'],
    ],
  },
  {
    title: 'an attached message in octets',
    attachments: [[null, 'Subject: child subject\nTo: child@example.com\n\nchild body\n', 'message/rfc822']],
    deviates: { dispositions: NAMELESS },
  },
  {
    title: 'two attachments in order',
    attachments: [
      ['a.txt', 'first\n', 'text/plain'],
      ['b.csv', 'x,y\n1,2\n', 'text/csv'],
    ],
  },
  { title: 'a line break in the subject', subject: 'Subject\nInjection Test' },
  { title: 'a line break in From', from_email: 'Name\nInjection <from@example.com>' },
  { title: 'a line break in To', to: ['Name\nInjection <to@example.com>'] },
  { title: 'a carriage return in Cc', cc: ['"Name\rInjection" <cc@example.com>'] },
  { title: 'a line break in an extra header', headers: { 'X-Name': 'value\r\nBcc: victim@example.com' } },
  { title: 'two addresses in one bcc', bcc: ['to@example.com, other@example.com'] },
  { title: 'an address without a domain part', bcc: ['to@'] },
  { title: 'an address without a local part', bcc: ['@example.com'] },
  { title: 'a lone @', bcc: ['@'] },
  { title: 'a line break in bcc', bcc: ['to\nevil@example.com'] },
  { title: 'text after the address', bcc: ['to@other.com <to@example.com>'] },
]

import { describe, expect, it } from 'vitest'
import { draftOfMailto } from '../../src/main/compose/mailto.ts'

describe('A mailto link', () => {
  it('fills recipients, subject and body of a draft', () => {
    const draft = draftOfMailto(
      'mailto:ann@example.com,%22Bob%2C%20Jr%22%20%3Cbob@example.com%3E?cc=c@example.com&bcc=d@example.com&subject=Caf%C3%A9%20%2B%20tea&body=Line%201%0D%0ALine%202',
    )
    expect(draft).toMatchObject({
      to: ['ann@example.com', '"Bob, Jr" <bob@example.com>'],
      cc: ['c@example.com'],
      bcc: ['d@example.com'],
      subject: 'Café + tea',
      body: { kind: 'plain', source: 'Line 1\r\nLine 2' },
    })
  })

  it('keeps question and equals signs of its text', () => {
    expect(draftOfMailto('mailto:a@example.com?subject=Why?&body=https://example.com/?a=1')).toMatchObject({
      subject: 'Why?',
      body: { source: 'https://example.com/?a=1' },
    })
  })

  it('keeps a plus sign, which is not a blank here', () => {
    expect(draftOfMailto('mailto:a+b@example.com?subject=1+1')).toMatchObject({
      to: ['a+b@example.com'],
      subject: '1+1',
    })
  })

  it('cannot attach a file, set a header or put a line break into the subject', () => {
    const draft = draftOfMailto(
      'mailto:a@example.com?attach=/etc/passwd&attachment=x&from=boss@example.com&reply-to=evil@example.com&subject=Hi%0D%0ABcc:%20evil@example.com',
    )
    expect(draft).toMatchObject({ attachments: [], headers: [], from: '', replyTo: [], bcc: [] })
    expect(draft?.subject).toBe('Hi Bcc: evil@example.com')
  })

  it.each(['https://example.com', 'mailto', '', 'javascript:alert(1)', `mailto:${'a'.repeat(100_001)}`])(
    'is not seen in %.40s',
    (text) => {
      expect(draftOfMailto(text)).toBeNull()
    },
  )

  it('with broken escapes is taken as it stands', () => {
    expect(draftOfMailto('mailto:a%zz@example.com?subject=%E0%A4%A')).toMatchObject({
      to: ['a%zz@example.com'],
      subject: '%E0%A4%A',
    })
  })
})

import { describe, expect, it } from 'vitest'
import { lineKinds } from '../../../src/renderer/src/components/message-view/mime-lines.ts'
import { piecesOf } from '../../../src/renderer/src/components/message-view/mime-pieces.ts'

const MESSAGE = `Subject: =?utf-8?B?44GC?= "quoted"
Content-Type: multipart/mixed;
 boundary="a--b"

preamble
--a--b
Content-Type: text/plain
Content-Transfer-Encoding: quoted-printable

gr=C3=BC=C3=9Fe=
-- 
not: a header
--a--b
Content-Transfer-Encoding: BASE64

QUJD
--a--b
Content-Type: message/rfc822

Subject: inner

inner body
--a--b--
epilogue`.split('\n')

describe('The lines of a raw message', () => {
  it('are told apart', () => {
    expect(lineKinds(MESSAGE)).toEqual([
      ...['header', 'header', 'header', 'body', 'body', 'boundary'],
      ...['header', 'header', 'body', 'quoted', 'quoted', 'quoted', 'boundary'],
      ...['header', 'body', 'base64', 'boundary'],
      ...['header', 'body', 'header', 'body', 'body', 'boundary', 'body'],
    ])
  })

  it('lose no character when they are coloured', () => {
    const kinds = lineKinds(MESSAGE)
    const shown = MESSAGE.map((line, at) =>
      piecesOf(line, kinds[at] ?? 'body')
        .map(({ text }) => text)
        .join(''),
    )
    expect(shown).toEqual(MESSAGE)
  })

  it('show names, encoded words and escapes for themselves', () => {
    expect(piecesOf('Subject: =?utf-8?B?44GC?= "x"', 'header')).toEqual([
      { kind: 'name', text: 'Subject:' },
      { kind: 'plain', text: ' ' },
      { kind: 'word', text: '=?utf-8?B?44GC?=' },
      { kind: 'plain', text: ' ' },
      { kind: 'string', text: '"x"' },
    ])
    expect(piecesOf('a=3Db=', 'quoted').map(({ kind }) => kind)).toEqual([
      'plain',
      'escape',
      'plain',
      'escape',
    ])
  })

  it('are cut where no reader would look any further', () => {
    const [piece] = piecesOf('x'.repeat(1_000_000), 'body')
    expect(piece?.text.length).toBeLessThan(2_100)
  })
})

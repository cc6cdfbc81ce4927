import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { safePage } from '../../src/main/inspect/safe-html.ts'

const NONE = new Map<string, string>()

/** What strangers write to run, load, navigate or cover something. */
const HOSTILE: readonly (readonly [title: string, html: string])[] = [
  ['a script', '<script>alert(1)</script><script src="https://evil.example/x.js"></script>'],
  ['a script in SVG', '<svg onload=alert(1)><script>alert(1)</script></svg>'],
  ['an event handler', '<img src=x onerror=alert(1)><body onload="alert(1)"><p onclick=alert(1)>x'],
  ['a form', '<form action="https://evil.example"><input name=a><button formaction="javascript:alert(1)">'],
  [
    'frames',
    '<iframe src="https://evil.example"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>',
  ],
  [
    'objects',
    '<object data="https://evil.example"></object><embed src="https://evil.example"><applet code=x>',
  ],
  ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ['a base', '<base href="https://evil.example/"><a href="x">y</a>'],
  [
    'stylesheets',
    '<link rel=stylesheet href="https://evil.example/x.css"><link rel=prefetch href="//evil.example">',
  ],
  ['an import', '<style>@import "https://evil.example/x.css"; @import url(//evil.example/y);</style>'],
  [
    'an import in an import',
    '<style>@im@import x;port "https://evil.example"; p{background:ur/**/l(//evil.example)}</style>',
  ],
  ['CSS that never ends', '<style>p{background:url(https://evil.example/x'],
  [
    'an escaped import',
    '<style>@\\69mport "https://evil.example/x.css"; p{background:u\\72l(//evil.example)}</style>',
  ],
  [
    'CSS comments',
    '<style>@im/**/port "https://evil.example"; p{background:url/**/(https://evil.example)}</style>',
  ],
  [
    'a background',
    '<p style="background:url(https://evil.example/x.png)">x</p><td background="//evil.example">',
  ],
  ['an escaped background', '<p style="background:\\75\\72\\6c(https://evil.example/x.png)">x</p>'],
  ['an image set', '<p style="background-image:-webkit-image-set(\'https://evil.example/x\' 1x)">x</p>'],
  ['a quoted bracket', '<p style=\'background:url("https://evil.example/)/x.png")\'>x</p>'],
  ['a font', '<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}</style>'],
  [
    'remote images',
    '<img src="https://evil.example/x.gif"><img srcset="https://evil.example/x 2x"><picture><source srcset="//evil.example/y">',
  ],
  ['a script target', '<a href="javascript:alert(1)">x</a><a href="  jAvAsCrIpT:alert(1)">y</a>'],
  [
    'an SVG image',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>"><img src="data:text/html,<script>alert(1)</script>">',
  ],
  [
    'media',
    '<video src="https://evil.example" poster="//evil.example"></video><audio src="//evil.example"></audio>',
  ],
  ['an end of style', '<style><!--</style><img src=x onerror=alert(1)>--></style>'],
  ['an end of style in CSS', '<p style="x:&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</p>'],
  ['a noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
  [
    'a template',
    '<template><script>alert(1)</script></template><math><mtext><script>alert(1)</script></math>',
  ],
  ['a cover', '<div style="position:fixed;inset:0;z-index:9">x</div><style>p{position : fixed}</style>'],
  ['a comment', '<!--><script>alert(1)</script>--><!--[if IE]><script>alert(1)</script><![endif]-->'],
  ['a ping', '<a href="https://evil.example" ping="https://evil.example" target=_top download>x</a>'],
  ['a portal', '<portal src="https://evil.example"></portal><dialog open>x</dialog>'],
]

/** Attributes that make a browser fetch, run or go somewhere. */
const ACTIVE =
  /^(?:on.*|href|srcset|action|formaction|data|poster|background|ping|srcdoc|target|download|xlink:href|http-equiv)$/

/** What of a page could load or run, by looking at it as a browser does. */
function dangers(page: string): readonly string[] {
  const found: string[] = []
  let style = ''
  let isStyle = false
  const css = (text: string): void => {
    const plain = text
      .replaceAll(/\/\*[^*]*\*\//g, '')
      .replaceAll(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      )
    if (/url\s*\(|@import|image-set\s*\(\s*['"]|position\s*:\s*fixed|expression\s*\(/i.test(plain))
      found.push(plain)
  }
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const isOwnPolicy = name === 'meta' && attributes['http-equiv'] === 'Content-Security-Policy'
      if (
        /^(?:script|iframe|object|embed|form|input|button|link|base|svg|math|video|audio|source|portal|applet)$/.test(
          name,
        )
      )
        found.push(`<${name}>`)
      for (const [attribute, value] of Object.entries(attributes)) {
        if (ACTIVE.test(attribute) && !isOwnPolicy) found.push(`${name} ${attribute}`)
        if (attribute === 'src' && !/^data:image\/(?!svg)/.test(value)) found.push(`src ${value}`)
        if (attribute === 'style') css(value)
      }
      isStyle = name === 'style'
    },
    ontext: (text) => {
      if (isStyle) style += text
    },
    onclosetag: () => {
      isStyle = false
    },
  })
  parser.end(page)
  css(style)
  return found
}

describe('The page of a message', () => {
  it.each(HOSTILE)('with %s loads, runs and covers nothing', (_, html) => {
    const page = safePage(`<p>before</p>${html}<p>after</p>`, NONE)
    expect(dangers(page ?? '')).toEqual([])
  })

  it('carries a policy that lets nothing in but inline images and styles, before anything of the message', () => {
    const page = safePage('<head><title>x</title></head><p>Hi', NONE) ?? ''
    const policy = page.indexOf("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    expect(policy).toBeGreaterThan(0)
    expect(policy).toBeLessThan(page.indexOf('<p>Hi'))
  })

  it('keeps what makes a message look as it does', () => {
    const html =
      '<style>.a{color:red}</style><table width="600" bgcolor="#fff"><tr><td align="center" style="padding:4px"><b class="a">Hi</b></td></tr></table>'
    const page = safePage(html, NONE) ?? ''
    for (const kept of ['color:red', 'width="600"', 'bgcolor="#fff"', 'padding:4px', 'class="a"'])
      expect(page).toContain(kept)
  })

  it('shows where links lead without leading there', () => {
    const page = safePage('<a href="https://example.com/?a=1&amp;b=2">go</a>', NONE) ?? ''
    expect(page).toContain('title="https://example.com/?a=1&amp;b=2"')
    expect(page).not.toContain('href')
  })

  it('has its inline images in it', () => {
    const images = new Map([['a b@x', 'data:image/png;base64,AAAA']])
    const page = safePage('<img src="cid:a%20b@x" alt="A"><img src="cid:other" alt="B">', images) ?? ''
    expect(page).toContain('src="data:image/png;base64,AAAA"')
    expect(page).not.toContain('cid:')
  })

  it.each([
    ['larger than 2 MiB', 'x'.repeat(2 * 1024 * 1024 + 1)],
    ['nested 100,000 deep', '<div>'.repeat(100_000)],
  ])('is not made of HTML %s', (_, html) => {
    const start = performance.now()
    expect(safePage(html, NONE)).toBeNull()
    expect(performance.now() - start).toBeLessThan(500)
  })
})

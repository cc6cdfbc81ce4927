/** HTML and CSS that mail programs do not show as a browser does. */
import { Parser } from 'htmlparser2'
import type { CheckCode, CheckFinding } from '../../../shared/view-types.ts'
import { finding, type MessageFacts } from './finding.ts'

/** Gmail shows this much of the HTML and hides the rest behind a link. */
const CLIP = 102 * 1024

/** What is ignored or removed by at least one of Gmail, Outlook for Windows and Apple Mail. */
const UNSUPPORTED: readonly (readonly [RegExp, CheckCode, string])[] = [
  [/display\s*:\s*(?:inline-)?flex/i, 'css-flex', 'Outlook for Windows ignores display: flex.'],
  [
    /display\s*:\s*(?:inline-)?grid/i,
    'css-grid',
    'Outlook for Windows, and Gmail apps with other accounts, ignore display: grid.',
  ],
  [
    /position\s*:\s*(?:absolute|fixed|sticky)/i,
    'css-position',
    'Gmail and Outlook.com remove position: absolute, fixed and sticky.',
  ],
  [
    /background(?:-image)?\s*:[^;"}]*url\(/i,
    'css-background',
    'Outlook for Windows shows no background images.',
  ],
  [/@font-face/i, 'css-fonts', 'Only Apple Mail and a few others show web fonts.'],
  [/var\s*\(\s*--/i, 'css-variables', 'Gmail and Outlook for Windows ignore CSS variables.'],
  [/@media/i, 'css-media', 'Gmail apps with other accounts ignore media queries.'],
  [/border-radius/i, 'css-radius', 'Round corners (border-radius) are square in Outlook for Windows.'],
]

const REMOVED = new Set([
  'script',
  'form',
  'input',
  'button',
  'video',
  'audio',
  'iframe',
  'object',
  'embed',
  'svg',
  'canvas',
])

export function* checkHtml({ html }: MessageFacts): Generator<CheckFinding> {
  if (html === null) return
  const facts = readHtml(html)
  const octets = Buffer.byteLength(html)
  if (octets > CLIP) {
    const kilobytes = Math.round(octets / 1024)
    const message = `The HTML has ${kilobytes} KB; Gmail shows the first 102 KB and hides the rest.`
    yield finding('html-clipped', 'warning', message, { values: { kilobytes } })
  }
  if (!facts.hasLanguage) {
    yield finding(
      'lang-missing',
      'note',
      'The HTML does not say its language (lang); screen readers guess it then.',
    )
  }
  if (facts.withoutAlt.length > 0) {
    yield finding('alt-missing', 'warning', 'Some images have no alternative text (alt).', {
      details: facts.withoutAlt,
    })
  }
  if (facts.remote.length > 0) {
    const message =
      'Some images are fetched from the network; most readers see them only after asking for them.'
    yield finding('image-remote', 'note', message, { details: facts.remote })
  }
  if (facts.removed.length > 0) {
    const message = 'Mail programs remove these elements.'
    yield finding('element-removed', 'warning', message, {
      details: facts.removed.map((name) => `<${name}>`),
    })
  }
  for (const [pattern, code, message] of UNSUPPORTED) {
    if (pattern.test(html)) yield finding(code, 'note', message)
  }
}

interface HtmlFacts {
  readonly hasLanguage: boolean
  readonly withoutAlt: readonly string[]
  readonly remote: readonly string[]
  readonly removed: readonly string[]
}

function readHtml(html: string): HtmlFacts {
  let hasLanguage = false
  const withoutAlt: string[] = []
  const remote: string[] = []
  const removed = new Set<string>()
  const parser = new Parser({
    onopentag: (name, { lang, src = '', alt }) => {
      if (lang !== undefined && (name === 'html' || name === 'body' || name === 'div')) hasLanguage = true
      if (REMOVED.has(name)) removed.add(name)
      if (name !== 'img') return
      if (alt === undefined) withoutAlt.push(src.slice(0, 200))
      if (/^(?:https?:)?\/\//i.test(src)) remote.push(src.slice(0, 200))
    },
  })
  parser.end(html)
  return { hasLanguage, withoutAlt, remote, removed: [...removed] }
}

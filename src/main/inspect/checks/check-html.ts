/** HTML and CSS that mail programs do not show as a browser does. */
import { Parser } from 'htmlparser2'
import type { CheckFinding } from '../../../shared/view-types.ts'
import { finding, type MessageFacts } from './finding.ts'

/** Gmail shows this much of the HTML and hides the rest behind a link. */
const CLIP = 102 * 1024

/** What is ignored or removed by at least one of Gmail, Outlook for Windows and Apple Mail. */
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/display\s*:\s*(?:inline-)?flex/i, 'display: flex (Outlook for Windows ignores it)'],
  [/display\s*:\s*(?:inline-)?grid/i, 'display: grid (Outlook for Windows, Gmail apps with other accounts)'],
  [/position\s*:\s*(?:absolute|fixed|sticky)/i, 'position (removed by Gmail and Outlook.com)'],
  [/background(?:-image)?\s*:[^;"}]*url\(/i, 'background images (Outlook for Windows shows none)'],
  [/@font-face/i, 'web fonts (only Apple Mail and a few others)'],
  [/var\s*\(\s*--/i, 'CSS variables (Gmail and Outlook for Windows ignore them)'],
  [/@media/i, 'media queries (Gmail apps with other accounts ignore them)'],
  [/border-radius/i, 'border-radius (square in Outlook for Windows)'],
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
    const message = `The HTML has ${Math.round(octets / 1024)} KB; Gmail shows the first 102 KB and hides the rest.`
    yield finding('html-clipped', 'warning', message)
  }
  if (!facts.hasLanguage) {
    yield finding(
      'lang-missing',
      'note',
      'The HTML does not say its language (lang); screen readers guess it then.',
    )
  }
  if (facts.withoutAlt.length > 0) {
    yield finding('alt-missing', 'warning', 'Some images have no alternative text (alt).', facts.withoutAlt)
  }
  if (facts.remote.length > 0) {
    const message =
      'Some images are fetched from the network; most readers see them only after asking for them.'
    yield finding('image-remote', 'note', message, facts.remote)
  }
  if (facts.removed.length > 0) {
    const message = 'Mail programs remove these elements.'
    yield finding(
      'element-removed',
      'warning',
      message,
      facts.removed.map((name) => `<${name}>`),
    )
  }
  const css = UNSUPPORTED.filter(([pattern]) => pattern.test(html)).map(([, name]) => name)
  if (css.length > 0) yield finding('css-support', 'note', 'Some styles are not shown everywhere.', css)
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

/** HTML of a message made harmless before it goes into its frame: the second line, behind the frame's own policy. */
import { Parser } from 'htmlparser2'
import sanitizeHtml from 'sanitize-html'

/** Larger ones are shown as text: a frame must never hang the window. */
const LARGEST = 2 * 1024 * 1024
const DEEPEST = 500

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** Where the `cid:` images of a message come from: the address by Content-ID. */
export type Images = ReadonlyMap<string, string>

/** A whole page for a frame, or null where the HTML is too large or too deep to be shown. */
export function safePage(html: string, images: Images): string | null {
  if (html.length > LARGEST || depthOf(html) > DEEPEST) return null
  const body = sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: { '*': ATTRIBUTES, img: [...ATTRIBUTES, 'src'] },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    nonTextTags: ['script', 'style', 'title', 'textarea', 'option', 'noscript', 'template'],
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attributes) => ({ tagName, attribs: harmless(attributes) }),
      a: (_, attributes) => ({
        tagName: 'a',
        attribs: {
          ...harmless(attributes),
          ...(attributes.href ? { title: attributes.href, class: 'link' } : {}),
        },
      }),
      img: (tagName, attributes) => ({ tagName, attribs: imageOf(harmless(attributes), images) }),
    },
  })
  const styles = `${LINKS}${harmlessCss(stylesOf(html))}`
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>Message</title><style>${styles}</style></head><body>${body}</body></html>`
}

/** Links go nowhere in the frame, but should look as they will; their targets are listed beside it. */
const LINKS = 'a.link{color:LinkText;text-decoration:underline}img:not([src]){outline:1px dashed}'

const TAGS = [
  ...[
    'a',
    'abbr',
    'address',
    'article',
    'b',
    'bdi',
    'bdo',
    'blockquote',
    'br',
    'caption',
    'center',
    'cite',
    'code',
  ],
  ...[
    'col',
    'colgroup',
    'dd',
    'del',
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'font',
    'footer',
    'h1',
  ],
  ...[
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'header',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'main',
    'mark',
    'nav',
    'ol',
    'p',
  ],
  ...[
    'pre',
    'q',
    's',
    'samp',
    'section',
    'small',
    'span',
    'strike',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
  ],
  ...['td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'],
]

const ATTRIBUTES = [
  ...[
    'align',
    'alt',
    'bgcolor',
    'border',
    'cellpadding',
    'cellspacing',
    'class',
    'color',
    'colspan',
    'dir',
    'face',
  ],
  ...['height', 'lang', 'rowspan', 'size', 'start', 'style', 'title', 'valign', 'width'],
]

type Attributes = Record<string, string>

function harmless(attributes: Attributes): Attributes {
  const { style, ...rest } = attributes
  return style === undefined ? rest : { ...rest, style: harmlessCss(style) }
}

function imageOf({ src, ...rest }: Attributes, images: Images): Attributes {
  const contentId = /^cid:(.+)$/i.exec(src ?? '')?.[1]
  const found = contentId === undefined ? src : images.get(decodedId(contentId))
  return found !== undefined && /^data:image\/(?!svg)/i.test(found) ? { ...rest, src: found } : rest
}

function decodedId(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The text of all style elements; the sanitiser drops them, because it does not look into them. */
function stylesOf(html: string): string {
  let css = ''
  let isStyle = false
  const parser = new Parser({
    onopentagname: (name) => {
      isStyle = name === 'style'
    },
    ontext: (text) => {
      if (isStyle) css += text
    },
    onclosetag: (name) => {
      if (name === 'style') css += '\n'
      isStyle = false
    },
  })
  parser.end(html)
  return css
}

/**
 * Nothing is fetched, and nothing leaves its place to cover what it likes. Something is left where something
 * is taken out, so that what stood around it does not become one word; the end of the text closes a bracket.
 */
function harmlessCss(css: string): string {
  return css
    .replaceAll(/\\[0-9a-f]{1,6}\s?|\\/gi, '_')
    .replaceAll(/\/\*.*?(?:\*\/|$)/gs, ' ')
    .replaceAll(/@import[^;]*(?:;|$)/gi, ' ')
    .replaceAll(/(?:url|image-set|src)\s*\([^)]*(?:\)|$)/gi, 'none')
    .replaceAll(/position\s*:\s*(?:fixed|sticky)/gi, 'position:static')
    .replaceAll('<', ' ')
}

/** An upper bound that costs one look: parsers slow down with depth. */
function depthOf(html: string): number {
  let depth = 0
  let deepest = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (/^(?:br|img|hr|meta|link|input|col|wbr)$/i.test(name)) continue
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

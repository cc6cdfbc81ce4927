/** Markdown to HTML, with Liquid carried through as inert words: a value is never read as Markdown. */
import { Marked } from 'marked'
import { escapeHtml } from './engine.ts'
import type { LiquidTokens } from './liquid-tokens.ts'

/** GitHub's Markdown with the placeholders of `tokens` in it to the inside of an HTML body. */
export function markdownToHtml(markdown: string, tokens: LiquidTokens): string {
  const block = tokens.pattern('block')
  const link = new RegExp(`<(${tokens.pattern('output')})>`, 'g')
  const marked = new Marked({
    gfm: true,
    async: false,
    renderer: {
      // `<{{ url }}>` is a link in Markdown, but its placeholder looks like the name of an element.
      html: ({ text }) => text.replace(link, '<a href="$1">$1</a>'),
    },
  })
  const aloneOnLine = new RegExp(`^([ \\t]*)((?:${block}[ \\t]*)+)$`, 'gm')
  const commented = new RegExp(`(?:<!--|&lt;!--)((?:${block}[ \\t]*)+)(?:-->|--&gt;)`, 'g')
  // A comment ends the paragraph or list before it and gets no paragraph of its own (CommonMark 4.6).
  const html = marked.parse(markdown.replace(aloneOnLine, '$1<!--$2-->'), { async: false })
  return html.replace(commented, '$1')
}

interface HtmlDocument {
  readonly body: string
  readonly title: string
  readonly charset: string
  /** BCP 47 tag of what is written; null: the document says none. */
  readonly language?: string | null | undefined
}

/** Languages whose writing runs from right to left. */
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i

/** A complete document: some programs show a bare fragment in the wrong charset. */
export function htmlDocument({ body, title, charset, language }: HtmlDocument): string {
  const direction = RIGHT_TO_LEFT.test(language ?? '') ? ' dir="rtl"' : ''
  return `<!doctype html>
<html${language ? ` lang="${escapeHtml(language)}"${direction}` : ''}>
<head>
<meta charset="${charset}">
<title>${title}</title>
</head>
<body>
${body}</body>
</html>
`
}

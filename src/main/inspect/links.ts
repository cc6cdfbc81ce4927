/** Where the links of a message lead. */
import { Parser } from 'htmlparser2'
import type { LinkView } from '../../shared/view-types.ts'

const MOST = 1_000

export function linksOf(html: string): readonly LinkView[] {
  const links: LinkView[] = []
  let open: { target: string; text: string } | null = null
  const parser = new Parser({
    onopentag: (name, { href, alt }) => {
      if (name === 'a' && href !== undefined) open = { target: href.trim(), text: '' }
      else if (name === 'img' && open) open.text += alt ?? ''
    },
    ontext: (text) => {
      if (open) open.text += text
    },
    onclosetag: (name) => {
      if (name !== 'a' || !open) return
      if (links.length < MOST)
        links.push({ target: open.target, text: open.text.replaceAll(/\s+/g, ' ').trim() })
      open = null
    },
  })
  parser.end(html)
  return links
}

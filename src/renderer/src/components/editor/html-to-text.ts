/** HTML as Markdown or plain text, for changing the kind of a body; the text part of a mail is made by main. */

type Mode = 'markdown' | 'plain'

export function htmlToMarkdown(html: string): string {
  return convert(html, 'markdown')
}

export function htmlToPlain(html: string): string {
  return convert(html, 'plain')
}

function convert(html: string, mode: Mode): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return children(body, mode)
    .replace(/[ \t]+\n/g, (match) => (mode === 'markdown' && match.startsWith('  ') ? '  \n' : '\n'))
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function children(node: Node, mode: Mode): string {
  return [...node.childNodes].map((each) => one(each, mode)).join('')
}

function one(node: Node, mode: Mode): string {
  if (node instanceof Text) return node.data.replace(/\s+/g, ' ')
  if (!(node instanceof Element)) return ''
  const inner = () => children(node, mode)
  const mark = (sign: string) =>
    mode === 'markdown' && inner().trim() ? `${sign}${inner().trim()}${sign}` : inner()
  switch (node.localName) {
    case 'style':
    case 'script':
    case 'title':
      return ''
    case 'br':
      return mode === 'markdown' ? '  \n' : '\n'
    case 'hr':
      return mode === 'markdown' ? '\n\n---\n\n' : '\n\n'
    case 'strong':
    case 'b':
      return mark('**')
    case 'em':
    case 'i':
      return mark('*')
    case 's':
    case 'del':
      return mark('~~')
    case 'code':
      return node.parentElement?.localName === 'pre' ? (node.textContent ?? '') : mark('`')
    case 'pre':
      return block(
        mode === 'markdown' ? `\`\`\`\n${node.textContent ?? ''}\n\`\`\`` : (node.textContent ?? ''),
      )
    case 'a':
      return link(node, inner(), mode)
    case 'img':
      return mode === 'markdown'
        ? `![${attribute(node, 'alt')}](${attribute(node, 'src')})`
        : attribute(node, 'alt')
    case 'ul':
    case 'ol':
      return block(list(node, mode))
    case 'blockquote':
      return block(inner().trim().replace(/^/gm, '> '))
    case 'td':
    case 'th':
      return `${inner().trim()} `
    case 'tr':
    case 'div':
      return `\n${inner().trim()}\n`
    case 'p':
    case 'table':
    case 'section':
    case 'article':
      return block(inner().trim())
    default:
      return /^h[1-6]$/.test(node.localName) ? block(heading(node, inner().trim(), mode)) : inner()
  }
}

function block(text: string): string {
  return `\n\n${text}\n\n`
}

function heading(node: Element, text: string, mode: Mode): string {
  return mode === 'markdown' ? `${'#'.repeat(Number(node.localName.charAt(1)))} ${text}` : text
}

function link(node: Element, text: string, mode: Mode): string {
  const target = attribute(node, 'href')
  if (mode === 'markdown') return `[${text}](${target})`
  return target === '' || target === text ? text : `${text} (${target})`
}

function list(node: Element, mode: Mode): string {
  return [...node.children]
    .map((item, at) => {
      const sign = node.localName === 'ol' ? `${at + 1}. ` : '- '
      const text = children(item, mode)
        .trim()
        .replace(/\n{2,}/g, '\n')
      return sign + text.replace(/\n/g, `\n${' '.repeat(sign.length)}`)
    })
    .join('\n')
}

function attribute(node: Element, name: string): string {
  return node.getAttribute(name) ?? ''
}

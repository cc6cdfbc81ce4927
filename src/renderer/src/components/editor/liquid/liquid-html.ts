/** Between the HTML of a message, where Liquid is plain text, and the editor's, where it is an element of its own. */
import { mendLiquid } from './liquid-text.ts'
import { LiquidWords } from './liquid-words.ts'

/** Bears the source of a placeholder on the element that stands for it in the editor. */
export const LIQUID = 'data-liquid'

/** What the editor reads: each placeholder in a text as an element; those in attributes as they are. */
export function editorElement(html: string): HTMLElement {
  const words = new LiquidWords(html)
  const { body, head } = new DOMParser().parseFromString(words.protect(html, mendLiquid), 'text/html')
  for (const root of [head, body]) {
    eachText(root, (text) => {
      if (!words.isIn(text.data)) return
      text.replaceWith(
        ...words.pieces(text.data).map(({ source, isLiquid }) => {
          if (!isLiquid) return source
          const element = text.ownerDocument.createElement('span')
          element.setAttribute(LIQUID, source)
          return element
        }),
      )
    })
    eachAttribute(root, (value) => words.restore(value))
  }
  return body
}

/** HTML for the message out of an element of the editor's; changes the element. */
export function messageHtml(root: HTMLElement): string {
  const html = root.innerHTML
  if (!html.includes('{')) return html
  const words = new LiquidWords(html)
  eachText(root, (text) => {
    text.data = words.protect(text.data)
  })
  eachAttribute(root, (value) => words.protect(value))
  for (const element of root.querySelectorAll(`[${LIQUID}]`)) {
    element.replaceWith(words.add(element.getAttribute(LIQUID) ?? ''))
  }
  // Liquid would take a brace right before a placeholder for its beginning.
  const pieces = words.pieces(root.innerHTML)
  return pieces
    .map(({ source, isLiquid }, at) =>
      !isLiquid && pieces[at + 1]?.isLiquid ? source.replace(/\{$/, '&#123;') : source,
    )
    .join('')
}

function eachText(root: Node, change: (text: Text) => void): void {
  for (const child of [...root.childNodes]) {
    if (child instanceof Text) change(child)
    else eachText(child, change)
  }
}

function eachAttribute(root: Element, change: (value: string) => string): void {
  for (const element of [root, ...root.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      if (name === LIQUID || !/^[\w:.-]+$/.test(name)) continue
      const next = change(value)
      if (next !== value) element.setAttribute(name, next)
    }
  }
}

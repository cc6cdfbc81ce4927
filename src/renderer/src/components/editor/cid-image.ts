import Image from '@tiptap/extension-image'
import { shownImage } from './inline-images.ts'

/** Stands for `src` in every document that is shown: the browser would try to load a `cid:` at once. */
export const SOURCE = 'data-source'

/** A picture whose source stays `cid:…` in the message; nothing is loaded from the network while editing. */
export const CidImage = Image.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      src: {
        default: null,
        parseHTML: (element: HTMLElement) => element.getAttribute(SOURCE) ?? element.getAttribute('src'),
        renderHTML: ({ src }: { readonly src?: string | null }) => ({ [SOURCE]: src }),
      },
    }
  },
  parseHTML() {
    return [{ tag: 'img[src]' }, { tag: `img[${SOURCE}]` }]
  },
  addNodeView() {
    return ({ node }) => {
      const source = String(node.attrs.src ?? '')
      const alt = String(node.attrs.alt ?? '')
      const url = shownImage(source)
      const dom = document.createElement(url === null ? 'span' : 'img')
      dom.setAttribute('data-cid-image', '')
      if (url === null) {
        dom.textContent = `[${alt || source}]`
      } else {
        dom.setAttribute('src', url)
        dom.setAttribute('alt', alt)
      }
      return { dom }
    }
  },
})

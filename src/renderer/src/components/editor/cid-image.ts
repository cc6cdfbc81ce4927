import Image from '@tiptap/extension-image'
import { shownImage } from './inline-images.ts'

/** A picture whose source stays `cid:…` in the HTML; nothing is loaded from the network while editing. */
export const CidImage = Image.extend({
  addNodeView() {
    return ({ node }) => {
      const source = String(node.attrs.src ?? '')
      const alt = String(node.attrs.alt ?? '')
      const url = shownImage(source)
      const dom = document.createElement(url === null ? 'span' : 'img')
      dom.setAttribute('data-cid-image', '')
      if (url === null) dom.textContent = `[${alt || source}]`
      else {
        dom.setAttribute('src', url)
        dom.setAttribute('alt', alt)
      }
      return { dom }
    }
  },
})

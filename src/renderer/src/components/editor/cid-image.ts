import Image, { type ImageOptions } from '@tiptap/extension-image'
import type { Node } from '@tiptap/pm/model'

/** Stands for `src` in every document that is shown: the browser would try to load a `cid:` at once. */
export const SOURCE = 'data-source'

export interface CidImageOptions extends ImageOptions {
  /** The address to show for a source, null for none. */
  readonly urlOf: (source: string) => string | null | Promise<string | null>
  /** Why a picture that is not on this computer is not shown. */
  readonly remoteLabel: string
  /** What the pictures in sight do when more of them can be shown. */
  readonly refreshers: Set<() => void>
}

/** A picture whose source stays `cid:…` in the message; nothing is loaded from the network while editing. */
export const CidImage = Image.extend<CidImageOptions>({
  addOptions() {
    return {
      inline: true,
      allowBase64: true,
      HTMLAttributes: {},
      resize: false,
      urlOf: () => null,
      remoteLabel: '',
      refreshers: new Set(),
    }
  },
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
    const { urlOf, remoteLabel, refreshers } = this.options
    return ({ node }) => {
      let now = node
      const dom = document.createElement('span')
      dom.setAttribute('data-cid-image', '')
      const refresh = (): void => void show(dom, now, urlOf, remoteLabel)
      refreshers.add(refresh)
      refresh()
      return {
        dom,
        update: (next) => {
          if (next.type !== now.type) return false
          now = next
          refresh()
          return true
        },
        ignoreMutation: () => true,
        destroy: () => void refreshers.delete(refresh),
      }
    }
  },
})

/** The description until there is a picture. */
async function show(
  dom: HTMLElement,
  node: Node,
  urlOf: CidImageOptions['urlOf'],
  remoteLabel: string,
): Promise<void> {
  const { src, alt, width, height } = node.attrs
  const source = String(src ?? '')
  const description = String(alt ?? '')
  const answer = urlOf(source)
  const url = answer instanceof Promise ? await answer : answer
  if (url === null) {
    dom.textContent = `[${description || source}]`
    dom.title = /^https?:/i.test(source) ? `${remoteLabel} ${source}` : source
    return
  }
  const image = document.createElement('img')
  image.alt = description
  for (const [name, value] of Object.entries({ width, height })) {
    if (/^\d+%?$/.test(String(value))) image.setAttribute(name, String(value))
  }
  image.src = url
  dom.title = description
  dom.replaceChildren(image)
}

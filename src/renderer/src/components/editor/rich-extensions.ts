import { CodeBlock } from '@tiptap/extension-code-block'
import type { Extensions } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { CidImage, type CidImageOptions } from './cid-image.ts'
import { LiquidExtension } from './liquid/liquid-extension.ts'
import type { LiquidOptions } from './liquid/liquid-plugin.ts'

interface RichOptions {
  readonly liquid: LiquidOptions
  readonly images: Pick<CidImageOptions, 'urlOf' | 'remoteLabel' | 'refreshers'>
}

/** What the rich editor knows: everything a body can hold, and how Liquid and pictures stand in it. */
export function richExtensions({ liquid, images }: RichOptions): Extensions {
  return [
    StarterKit.configure({ codeBlock: false, link: { openOnClick: false, autolink: true } }),
    CodeBlock.extend({ content: '(text | liquid)*' }),
    CidImage.configure(images),
    LiquidExtension.configure(liquid),
  ]
}

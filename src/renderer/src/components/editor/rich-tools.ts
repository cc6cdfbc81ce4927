import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconHeading,
  IconItalic,
  IconList,
  IconListNumbers,
  IconSeparator,
  IconStrikethrough,
  IconUnderline,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/react'

/** `mark` is what the editor calls it while it is on; null for a one-off. */
export const RICH_TOOLS = [
  { name: 'bold', icon: IconBold, mark: 'bold', run: (it: Editor) => it.chain().focus().toggleBold().run() },
  {
    name: 'italic',
    icon: IconItalic,
    mark: 'italic',
    run: (it: Editor) => it.chain().focus().toggleItalic().run(),
  },
  {
    name: 'underline',
    icon: IconUnderline,
    mark: 'underline',
    run: (it: Editor) => it.chain().focus().toggleUnderline().run(),
  },
  {
    name: 'strike',
    icon: IconStrikethrough,
    mark: 'strike',
    run: (it: Editor) => it.chain().focus().toggleStrike().run(),
  },
  {
    name: 'heading',
    icon: IconHeading,
    mark: 'heading',
    run: (it: Editor) => it.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    name: 'bullets',
    icon: IconList,
    mark: 'bulletList',
    run: (it: Editor) => it.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'numbers',
    icon: IconListNumbers,
    mark: 'orderedList',
    run: (it: Editor) => it.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'quote',
    icon: IconBlockquote,
    mark: 'blockquote',
    run: (it: Editor) => it.chain().focus().toggleBlockquote().run(),
  },
  { name: 'code', icon: IconCode, mark: 'code', run: (it: Editor) => it.chain().focus().toggleCode().run() },
  {
    name: 'rule',
    icon: IconSeparator,
    mark: null,
    run: (it: Editor) => it.chain().focus().setHorizontalRule().run(),
  },
  { name: 'undo', icon: IconArrowBackUp, mark: null, run: (it: Editor) => it.chain().focus().undo().run() },
  {
    name: 'redo',
    icon: IconArrowForwardUp,
    mark: null,
    run: (it: Editor) => it.chain().focus().redo().run(),
  },
] as const

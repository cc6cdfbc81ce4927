import { EditorContent, useEditor } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyEditorProps } from './body-editor-props.ts'
import { CidImage } from './cid-image.ts'
import classes from './editor.module.css'
import { htmlOf } from './editor-html.ts'
import { RichToolbar } from './rich-toolbar.tsx'

export function RichEditor({ source, onChange, fields = [], onImage }: BodyEditorProps) {
  const { t } = useTranslation('compose')
  // The editor is made once; what it calls may change.
  const latest = useRef({ onChange, onImage })
  latest.current = { onChange, onImage }

  const editor = useEditor({
    extensions: [
      StarterKit.configure({ link: { openOnClick: false, autolink: true } }),
      CidImage.configure({ inline: true }),
    ],
    content: source,
    onUpdate: ({ editor: changed }) => latest.current.onChange(htmlOf(changed)),
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('body.label') },
      // Ctrl+Enter sends; it is no line break.
      handleKeyDown: (_view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
      handlePaste: (_view, event) => takeImages(event.clipboardData?.files),
      handleDrop: (_view, event) => takeImages(event.dataTransfer?.files),
    },
  })

  /** True when the files were pictures and the editor took them. */
  function takeImages(files: FileList | undefined): boolean {
    const images = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))
    if (images.length === 0 || latest.current.onImage === undefined) return false
    for (const image of images) void insertImage(image)
    return true
  }

  async function insertImage(file: File): Promise<void> {
    const contentId = await latest.current.onImage?.(file)
    if (contentId)
      editor
        .chain()
        .focus()
        .setImage({ src: `cid:${contentId}`, alt: file.name })
        .run()
  }

  return (
    <>
      <RichToolbar
        editor={editor}
        fields={fields}
        {...(onImage && { onImage: (file) => void insertImage(file) })}
      />
      <EditorContent editor={editor} className={classes.content} />
    </>
  )
}

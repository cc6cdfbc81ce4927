import { EditorContent } from '@tiptap/react'
import { useRef } from 'react'
import type { BodyEditorProps } from './body-editor-props.ts'
import classes from './editor.module.css'
import { ImageSettings } from './image-settings.tsx'
import { FieldCompletion } from './liquid/field-completion.tsx'
import { UnknownFieldsNotice } from './liquid/unknown-fields-notice.tsx'
import { RichToolbar } from './rich-toolbar.tsx'
import { useRichEditor } from './use-rich-editor.ts'

export function RichEditor(props: BodyEditorProps) {
  const { fields = NONE, onImage } = props
  const keys = useRef<(event: KeyboardEvent) => boolean>(() => false)
  const { editor, insertImages } = useRichEditor(props, keys)
  return (
    <>
      <RichToolbar
        editor={editor}
        fields={fields}
        {...(onImage && { onImages: (files) => void insertImages(files) })}
      />
      <ImageSettings editor={editor} />
      <EditorContent editor={editor} className={classes.content} />
      <UnknownFieldsNotice editor={editor} fields={fields} />
      <FieldCompletion editor={editor} fields={fields} keys={keys} />
    </>
  )
}

const NONE: readonly string[] = []

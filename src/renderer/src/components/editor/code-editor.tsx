import { EditorView } from '@codemirror/view'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { BodyKind } from '../../../../shared/draft-types.ts'
import type { BodyEditorProps } from './body-editor-props.ts'
import { codeExtensions } from './code-extensions.ts'
import classes from './editor.module.css'
import { FieldMenu } from './field-menu.tsx'

interface CodeEditorProps extends BodyEditorProps {
  readonly kind: Exclude<BodyKind, 'rich'>
  readonly label: string
}

/** CodeMirror for everything that is written as text. */
export function CodeEditor({ kind, source, onChange, fields = [], label, onImage }: CodeEditorProps) {
  const isDark = useComputedColorScheme('light') === 'dark'
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ onChange, onImage, source, fields })
  latest.current = { onChange, onImage, source, fields }

  useEffect(() => {
    if (host.current === null) return
    const editor = new EditorView({
      parent: host.current,
      doc: latest.current.source,
      extensions: [
        codeExtensions(kind, label, isDark, () => latest.current.fields),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString())
        }),
        EditorView.domEventHandlers({
          paste: (event, target) => takeImages(event.clipboardData?.files, target),
          drop: (event, target) => takeImages(event.dataTransfer?.files, target),
        }),
      ],
    })
    view.current = editor
    return () => editor.destroy()

    function takeImages(files: FileList | undefined, target: EditorView): boolean {
      const images = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))
      if (kind === 'plain' || images.length === 0 || latest.current.onImage === undefined) return false
      for (const image of images) void insertImage(image, target)
      return true
    }

    async function insertImage(file: File, target: EditorView): Promise<void> {
      const contentId = await latest.current.onImage?.(file)
      if (!contentId) return
      const name = file.name.replace(/[<>"&[\]]/g, '')
      const html = `<img src="cid:${contentId}" alt="${name}">`
      target.dispatch(target.state.replaceSelection(kind === 'html' ? html : `![${name}](cid:${contentId})`))
    }
  }, [kind, label, isDark])

  function insert(text: string): void {
    const editor = view.current
    if (editor === null) return
    editor.dispatch(editor.state.replaceSelection(text))
    editor.focus()
  }

  return (
    <>
      {fields.length > 0 && (
        <div className={classes.toolbar}>
          <FieldMenu fields={fields} onChoose={insert} />
        </div>
      )}
      <div ref={host} className={classes.content} />
    </>
  )
}

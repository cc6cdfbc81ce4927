import { Compartment } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { BodyKind } from '../../../../shared/draft-types.ts'
import type { BodyEditorProps } from './body-editor-props.ts'
import { codeExtensions, codeTheme } from './code-extensions.ts'
import { insertCodeImages } from './code-images.ts'
import { useCodeWords } from './code-words.ts'
import classes from './editor.module.css'
import { FieldMenu } from './field-menu.tsx'
import { ImageButton } from './image-button.tsx'
import { imagesAmong } from './images-among.ts'

interface CodeEditorProps extends BodyEditorProps {
  readonly kind: Exclude<BodyKind, 'rich'>
}

/** CodeMirror for everything that is written as text. */
export function CodeEditor(props: CodeEditorProps) {
  const { kind, fields = [], onImage } = props
  const isDark = useComputedColorScheme('light') === 'dark'
  const words = useCodeWords(fields.length > 0)
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const [theme] = useState(() => new Compartment())
  const latest = useRef({ props, isDark, words })
  latest.current = { props, isDark, words }

  useEffect(() => {
    if (host.current === null) return
    const now = () => latest.current.props
    const editor = new EditorView({
      parent: host.current,
      doc: now().source,
      extensions: [
        theme.of(codeTheme(latest.current.isDark)),
        codeExtensions(kind, latest.current.words, () => now().fields ?? []),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) now().onChange(update.state.doc.toString())
        }),
        EditorView.domEventHandlers({
          paste: (event, target) => takeImages(event.clipboardData, target),
          drop: (event, target) => {
            const at = target.posAtCoords({ x: event.clientX, y: event.clientY })
            return takeImages(event.dataTransfer, target, at)
          },
        }),
      ],
    })
    view.current = editor
    return () => editor.destroy()

    function takeImages(data: DataTransfer | null, target: EditorView, at: number | null = null): boolean {
      const images = imagesAmong(data)
      const { onImage: take } = now()
      if (kind === 'plain' || images.length === 0 || take === undefined) return false
      if (at !== null) target.dispatch({ selection: { anchor: at } })
      void insertCodeImages(images, target, kind, take)
      return true
    }
  }, [kind, theme])

  useEffect(() => {
    view.current?.dispatch({ effects: theme.reconfigure(codeTheme(isDark)) })
  }, [theme, isDark])

  const takesImages = kind !== 'plain' && onImage !== undefined
  function insertImages(files: readonly File[]): void {
    if (view.current !== null && onImage) void insertCodeImages(files, view.current, kind, onImage)
  }

  function insert(text: string): void {
    const editor = view.current
    if (editor === null) return
    editor.dispatch(editor.state.replaceSelection(text))
    editor.focus()
  }

  return (
    <>
      {(takesImages || fields.length > 0) && (
        <div className={classes.toolbar}>
          {takesImages && <ImageButton onImages={insertImages} />}
          {fields.length > 0 && <FieldMenu fields={fields} onChoose={insert} />}
        </div>
      )}
      <div ref={host} className={classes.content} />
    </>
  )
}

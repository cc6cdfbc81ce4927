import { type Editor, useEditor } from '@tiptap/react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyEditorProps } from './body-editor-props.ts'
import { contentOf, htmlOf } from './editor-html.ts'
import { descriptionOf, imagesAmong } from './images-among.ts'
import { shownImage } from './inline-images.ts'
import { richExtensions } from './rich-extensions.ts'

interface RichEditorParts {
  readonly editor: Editor
  readonly insertImages: (files: readonly File[]) => Promise<void>
}

/** The editor, made once; what it calls may change. `keys` may take a key before the editor does. */
export function useRichEditor(
  props: BodyEditorProps,
  keys: RefObject<(event: KeyboardEvent) => boolean>,
): RichEditorParts {
  const { t } = useTranslation('compose')
  const { fields, attachments } = props
  const latest = useRef(props)
  latest.current = props

  const [refreshers] = useState(() => new Set<() => void>())
  const [options] = useState(() => {
    const extensions = richExtensions({
      liquid: { fields: () => latest.current.fields ?? [], unknownLabel: t('field.unknown') },
      images: {
        urlOf: (source) => shownImage(source, latest.current.attachments ?? []),
        remoteLabel: t('body.remoteImage'),
        refreshers,
      },
    })
    const editorProps = {
      attributes: () => {
        const hint = t(latest.current.fields?.length ? 'body.placeholderFields' : 'body.placeholder')
        return {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': t('body.label'),
          'aria-placeholder': hint,
          'data-placeholder': hint,
        }
      },
      handleKeyDown: (_view: unknown, event: KeyboardEvent) => keys.current(event) || isSendKey(event),
      handlePaste: (_view: unknown, event: ClipboardEvent) => takeImages(event.clipboardData),
      handleDrop: (_view: unknown, event: DragEvent, _slice: unknown, isOwn: boolean) =>
        !isOwn && takeImages(event.dataTransfer, { left: event.clientX, top: event.clientY }),
    }
    return { extensions, editorProps, content: contentOf(props.source, extensions) }
  })
  const editor = useEditor({
    ...options,
    onUpdate: ({ editor: changed }) => latest.current.onChange(htmlOf(changed)),
  })
  const current = useRef(editor)
  current.current = editor

  /** True when there were pictures and the editor took them; they go where they were dropped. */
  function takeImages(data: DataTransfer | null, point?: { left: number; top: number }): boolean {
    const images = imagesAmong(data)
    if (images.length === 0 || latest.current.onImage === undefined) return false
    const at = point && current.current.view.posAtCoords(point)
    if (at) current.current.commands.setTextSelection(at.pos)
    void insertImages(images)
    return true
  }

  async function insertImages(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const contentId = await latest.current.onImage?.(file)
      if (!contentId || current.current.isDestroyed) continue
      const image = { src: `cid:${contentId}`, alt: descriptionOf(file) }
      current.current.chain().focus().setImage(image).run()
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns mark other fields as unknown
  useEffect(() => {
    if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta('addToHistory', false))
  }, [editor, fields])

  // biome-ignore lint/correctness/useExhaustiveDependencies: other files may be pictures that can be shown now
  useEffect(() => {
    for (const refresh of refreshers) refresh()
  }, [refreshers, attachments])

  return { editor, insertImages }
}

/** Ctrl+Enter sends; it is no line break. */
function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey)
}

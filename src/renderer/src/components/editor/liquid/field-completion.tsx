import { type Editor, useEditorState } from '@tiptap/react'
import { type RefObject, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../editor.module.css'
import { fieldPlaceholder } from '../field-placeholder.ts'
import { insertLiquid } from './insert-liquid.ts'
import { fieldsFor, typedField } from './typed-field.ts'
import { usePlaceOf } from './use-place-of.ts'

interface FieldCompletionProps {
  readonly editor: Editor
  readonly fields: readonly string[]
  /** Set to what takes the editor's keys while the list is open; true when one was taken. */
  readonly keys: RefObject<(event: KeyboardEvent) => boolean>
}

/** The list of fields that opens after two braces; the focus stays in the text. */
export function FieldCompletion({ editor, fields, keys }: FieldCompletionProps) {
  const { t } = useTranslation('compose')
  const id = useId()
  const typed = useEditorState({
    editor,
    selector: ({ editor: now }) => (now.isFocused ? typedField(now.state) : null),
  })
  const [dismissed, setDismissed] = useState<number | null>(null)
  const [chosen, setChosen] = useState({ text: '', index: 0 })
  const offered = typed === null || typed.from === dismissed ? [] : fieldsFor(typed.text, fields)
  const isOpen = offered.length > 0
  const index = typed !== null && chosen.text === typed.text ? Math.min(chosen.index, offered.length - 1) : 0
  const optionId = (at: number) => `${id}-${at}`
  const place = usePlaceOf(editor, isOpen && typed !== null ? typed.from : null)

  function insert(field: string | undefined): void {
    // The newest, should a letter have come since this was drawn.
    const range = typedField(editor.state)
    if (range !== null && field !== undefined) insertLiquid(editor, fieldPlaceholder(field), range)
  }

  function move(by: number): void {
    setChosen({ text: typed?.text ?? '', index: (index + by + offered.length) % offered.length })
  }

  keys.current = (event) => {
    if (!isOpen || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' || event.key === 'Tab') insert(offered[index])
    else if (event.key === 'Escape') setDismissed(typed?.from ?? null)
    else return false
    return true
  }

  useEffect(() => {
    if (typed === null) setDismissed(null)
  }, [typed])

  useEffect(() => {
    // On a slow machine the editor is made anew before its first use.
    if (editor.isDestroyed) return
    const { dom } = editor.view
    dom.setAttribute('aria-autocomplete', 'list')
    dom.setAttribute('aria-haspopup', 'listbox')
    if (isOpen) {
      dom.setAttribute('aria-controls', id)
      dom.setAttribute('aria-activedescendant', `${id}-${index}`)
      document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })
    } else {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [editor, isOpen, id, index])

  if (!isOpen || place === null) return null
  return (
    <div
      id={id}
      role="listbox"
      // It scrolls; but a click in it leaves the focus in the text.
      tabIndex={0}
      onMouseDown={(event) => event.preventDefault()}
      aria-label={t('tool.fields')}
      className={classes.options}
      style={place}
    >
      {offered.map((field, at) => (
        <div
          key={field}
          id={optionId(at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === index}
          className={classes.option}
          onMouseDown={() => insert(field)}
        >
          {field}
        </div>
      ))}
    </div>
  )
}

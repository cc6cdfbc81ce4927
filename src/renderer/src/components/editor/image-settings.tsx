import { NumberInput, TextInput } from '@mantine/core'
import { NodeSelection } from '@tiptap/pm/state'
import { type Editor, useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import classes from './editor.module.css'

/** Description and width of the picture that is selected. */
export function ImageSettings({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('compose')
  const image = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const { selection } = now.state
      if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return null
      const { alt, width } = selection.node.attrs
      return { alt: String(alt ?? ''), width: /^\d+$/.test(String(width)) ? Number(width) : '' }
    },
  })
  if (image === null) return null
  /** The picture stays selected. */
  function change(attribute: 'alt' | 'width', value: string | number | null): void {
    editor.commands.command(({ tr }) => {
      tr.setNodeAttribute(tr.selection.from, attribute, value)
      return true
    })
  }
  return (
    <section className={classes.settings} aria-label={t('image.title')}>
      <TextInput
        flex={1}
        label={t('image.description')}
        placeholder={t('image.descriptionHint')}
        value={image.alt}
        onChange={(event) => change('alt', event.currentTarget.value)}
      />
      <NumberInput
        w={110}
        label={t('image.width')}
        min={1}
        max={4_000}
        allowDecimal={false}
        allowNegative={false}
        value={image.width}
        onChange={(value) => change('width', typeof value === 'number' && value > 0 ? value : null)}
      />
    </section>
  )
}

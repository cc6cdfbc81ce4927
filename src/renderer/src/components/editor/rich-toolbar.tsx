import { ActionIcon, Tooltip } from '@mantine/core'
import { type Editor, useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import classes from './editor.module.css'
import { FieldMenu } from './field-menu.tsx'
import { ImageButton } from './image-button.tsx'
import { LinkButton } from './link-button.tsx'
import { FallbackButton } from './liquid/fallback-button.tsx'
import { insertLiquid } from './liquid/insert-liquid.ts'
import { RICH_TOOLS } from './rich-tools.ts'

interface RichToolbarProps {
  readonly editor: Editor
  readonly fields: readonly string[]
  readonly onImages?: (files: readonly File[]) => void
}

export function RichToolbar({ editor, fields, onImages }: RichToolbarProps) {
  const { t } = useTranslation('compose')
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      RICH_TOOLS.filter(({ mark }) => mark !== null && now.isActive(mark)).map(({ name }) => name),
  })
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('tool.label')}>
      {RICH_TOOLS.map(({ name, icon: Icon, mark, run }) => (
        <Tooltip key={name} label={t(`tool.${name}`)}>
          <ActionIcon
            size="md"
            variant={active.includes(name) ? 'light' : 'subtle'}
            color={active.includes(name) ? '' : 'gray'}
            aria-label={t(`tool.${name}`)}
            {...(mark !== null && { 'aria-pressed': active.includes(name) })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => run(editor)}
          >
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
      <LinkButton editor={editor} />
      {onImages && <ImageButton onImages={onImages} />}
      {fields.length > 0 && (
        <>
          <FieldMenu fields={fields} onChoose={(source) => insertLiquid(editor, source)} />
          <FallbackButton editor={editor} />
        </>
      )}
    </div>
  )
}

import { ActionIcon, FileButton, Tooltip } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import classes from './editor.module.css'
import { FieldMenu } from './field-menu.tsx'
import { LinkButton } from './link-button.tsx'
import { RICH_TOOLS } from './rich-tools.ts'

interface RichToolbarProps {
  readonly editor: Editor
  readonly fields: readonly string[]
  readonly onImage?: (file: File) => void
}

export function RichToolbar({ editor, fields, onImage }: RichToolbarProps) {
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
      {onImage && (
        <FileButton accept="image/*" onChange={(file) => file && onImage(file)}>
          {(props) => (
            <Tooltip label={t('tool.image')}>
              <ActionIcon {...props} variant="subtle" color="gray" aria-label={t('tool.image')}>
                <IconPhoto size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
      )}
      {fields.length > 0 && (
        <FieldMenu fields={fields} onChoose={(text) => editor.chain().focus().insertContent(text).run()} />
      )}
    </div>
  )
}

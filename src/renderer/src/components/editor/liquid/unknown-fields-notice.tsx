import { Text } from '@mantine/core'
import { type Editor, useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import classes from '../editor.module.css'
import { unknownFieldsOf } from './unknown-fields.ts'

interface UnknownFieldsNoticeProps {
  readonly editor: Editor
  readonly fields: readonly string[]
}

/** Says which fields no column fills, also to those who do not see their colour. */
export function UnknownFieldsNotice({ editor, fields }: UnknownFieldsNoticeProps) {
  const { t, i18n } = useTranslation('compose')
  const unknown = useEditorState({
    editor,
    selector: ({ editor: now }) => [
      ...new Set(unknownFieldsOf(now.state.doc, fields).map(({ name }) => name)),
    ],
  })
  return (
    <div role="status">
      {unknown.length > 0 && (
        <Text size="xs" c="var(--mantine-color-error)" className={classes.notice ?? ''}>
          {t('field.unknownList', {
            count: unknown.length,
            names: new Intl.ListFormat(i18n.language).format(unknown),
          })}
        </Text>
      )}
    </div>
  )
}

import { Button, CloseButton, FileButton, Group, Switch, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DraftAttachment } from '../../../../shared/draft-types.ts'
import { newContentId } from '../../components/editor/inline-images.ts'
import { formatSize } from '../../i18n/format.ts'
import { addAttachments, changeAttachment, removeAttachment } from './attachments.ts'

export function AttachmentList({ attachments }: { readonly attachments: readonly DraftAttachment[] }) {
  const { t } = useTranslation('compose')
  const total = attachments.reduce((sum, { size }) => sum + size, 0)
  return (
    <section aria-label={t('files.title')}>
      <Group gap="sm">
        <FileButton multiple onChange={(files) => void addAttachments(files)}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              leftSection={<IconPaperclip size={14} aria-hidden />}
            >
              {t('files.add')}
            </Button>
          )}
        </FileButton>
        {attachments.length > 0 && <Text size="xs">{t('files.total', { size: formatSize(total) })}</Text>}
      </Group>
      {attachments.map(({ token, name, mimetype, size, contentId }, index) => (
        <Group key={`${token} ${contentId}`} gap="xs" mt={4} wrap="nowrap">
          <Text size="xs" fw={600} truncate flex={1}>
            {name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {mimetype}
          </Text>
          <Text size="xs" style={{ whiteSpace: 'nowrap' }}>
            {formatSize(size)}
          </Text>
          {mimetype.startsWith('image/') && (
            <Switch
              size="xs"
              label={t('files.inline')}
              aria-label={t('files.inlineNamed', { name })}
              checked={contentId !== null}
              onChange={(event) =>
                changeAttachment(index, event.currentTarget.checked ? newContentId() : null)
              }
            />
          )}
          <CloseButton
            size="sm"
            aria-label={t('files.remove', { name })}
            onClick={() => removeAttachment(index)}
          />
        </Group>
      ))}
    </section>
  )
}

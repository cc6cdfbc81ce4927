import { Button, FileButton, Group, Pill, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatSize } from '../../../i18n/format.ts'
import { useMass } from '../mass-context.ts'
import type { Upload } from '../use-upload.ts'
import { UploadState } from './upload-state.tsx'

interface FixedAttachmentsProps {
  readonly upload: Upload
  readonly onAdd: (files: readonly File[]) => void
}

/** Files that go with every message. */
export function FixedAttachments({ upload, onAdd }: FixedAttachmentsProps) {
  const { t } = useTranslation('mass')
  const { mass, changeContent } = useMass()
  const { attachments } = mass.content
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('message.attachments')}
        </Text>
        {attachments.map((file) => (
          <Pill
            key={file.token}
            size="md"
            withRemoveButton
            removeButtonProps={{
              'aria-label': t('message.removeFile', { name: file.name }),
              'aria-hidden': false,
              tabIndex: 0,
            }}
            onRemove={() => changeContent({ attachments: attachments.filter((other) => other !== file) })}
          >
            {file.name} ({formatSize(file.size)}
            {file.contentId !== null && `, ${t('message.inText')}`})
          </Pill>
        ))}
        <FileButton multiple onChange={(files) => onAdd(files)}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="default">
              {t('message.addFiles')}
            </Button>
          )}
        </FileButton>
      </Group>
      <UploadState upload={upload} />
    </Stack>
  )
}

import { Button, FileButton, Group, Pill, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatSize } from '../../../i18n/format.ts'
import { useMass } from '../mass-context.ts'
import { useUpload } from '../use-upload.ts'
import { UploadState } from './upload-state.tsx'

/** Files that go with every message. */
export function FixedAttachments() {
  const { t } = useTranslation('mass')
  const { mass, changeContent } = useMass()
  const upload = useUpload()
  const { attachments } = mass.content
  const add = async (files: readonly File[]) => {
    const arrived = await upload.start(files)
    const added = arrived.map((file) => ({ ...file, contentId: null }))
    if (added.length > 0) changeContent((now) => ({ attachments: [...now.attachments, ...added] }))
  }
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
            removeButtonProps={{ 'aria-label': t('message.removeFile', { name: file.name }), tabIndex: 0 }}
            onRemove={() => changeContent({ attachments: attachments.filter((other) => other !== file) })}
          >
            {file.name} ({formatSize(file.size)})
          </Pill>
        ))}
        <FileButton multiple onChange={(files) => void add(files)}>
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

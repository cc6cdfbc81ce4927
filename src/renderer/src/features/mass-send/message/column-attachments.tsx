import { Button, FileButton, Group, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MassSendOptions } from '../../../../../shared/list-types.ts'
import { useMass } from '../mass-context.ts'
import { useUpload } from '../use-upload.ts'
import { FieldInput } from './field-input.tsx'
import { UploadState } from './upload-state.tsx'

/** A file of its own for each row, named by its fields and found among the files given here. */
export function ColumnAttachments({ fields }: { readonly fields: readonly string[] }) {
  const { t } = useTranslation('mass')
  const { mass, change, changeOptions } = useMass()
  const upload = useUpload()
  const policies: readonly { value: MassSendOptions['onMissingAttachment']; label: string }[] = [
    { value: 'block', label: t('missing.block') },
    { value: 'skip', label: t('missing.skip') },
    { value: 'without', label: t('missing.without') },
  ]
  const add = async (files: readonly File[]) => {
    const arrived = await upload.start(files)
    if (arrived.length === 0) return
    change({ attachmentFiles: [...mass.attachmentFiles, ...arrived.map((file) => file.token)] })
  }
  return (
    <details open={mass.attachmentTemplate !== ''}>
      <summary>{t('message.byColumn')}</summary>
      <Stack gap="xs" mt="xs">
        <FieldInput
          label={t('message.fileName')}
          description={t('message.fileNameHint')}
          fields={fields}
          value={mass.attachmentTemplate}
          onChange={(attachmentTemplate) => change({ attachmentTemplate })}
        />
        <Group gap="sm" align="end">
          <FileButton multiple onChange={(files) => void add(files)}>
            {(props) => (
              <Button {...props} variant="default">
                {t('message.addFiles')}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {t('message.files', { count: mass.attachmentFiles.length })}
          </Text>
          {mass.attachmentFiles.length > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => change({ attachmentFiles: [] })}>
              {t('message.forgetFiles')}
            </Button>
          )}
          <Select
            label={t('missing.label')}
            data={policies}
            value={mass.options.onMissingAttachment}
            allowDeselect={false}
            onChange={(value) => {
              const policy = policies.find((known) => known.value === value)
              if (policy) changeOptions({ onMissingAttachment: policy.value })
            }}
          />
        </Group>
        <UploadState upload={upload} />
      </Stack>
    </details>
  )
}

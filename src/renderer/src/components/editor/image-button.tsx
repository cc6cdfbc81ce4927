import { ActionIcon, FileButton, Tooltip } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export function ImageButton({ onImages }: { readonly onImages: (files: readonly File[]) => void }) {
  const { t } = useTranslation('compose')
  return (
    <FileButton accept="image/*" multiple onChange={onImages}>
      {(props) => (
        <Tooltip label={t('tool.image')}>
          <ActionIcon {...props} variant="subtle" color="gray" aria-label={t('tool.image')}>
            <IconPhoto size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  )
}

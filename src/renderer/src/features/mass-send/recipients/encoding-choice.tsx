import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api.ts'
import { useMass } from '../mass-context.ts'
import { ENCODINGS } from './encodings.ts'

/** Where a list could not be read for its encoding: the user's word on it. */
export function EncodingChoice() {
  const { t } = useTranslation('mass')
  const { mass, listJob, openList } = useMass()
  const { list } = mass
  const isAsked = listJob.error instanceof ApiError && listJob.error.data.place.field === 'encoding'
  if (!list || !isAsked) return null
  return (
    <Select
      label={t('list.readAs')}
      placeholder={t('list.encoding')}
      data={ENCODINGS}
      value={list.options.encoding}
      allowDeselect={false}
      onChange={(encoding) => openList(list.token, { ...list.options, encoding })}
      w={260}
    />
  )
}

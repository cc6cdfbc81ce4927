import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListFormat, ListOptions } from '../../../../../shared/list-types.ts'
import { ENCODINGS } from './encodings.ts'

interface TextFormatProps {
  readonly format: Extract<ListFormat, { kind: 'csv' }>
  readonly disabled: boolean
  readonly onChoose: (patch: Partial<ListOptions>) => void
}

/** How a CSV is read. */
export function TextFormat({ format, disabled, onChoose }: TextFormatProps) {
  const { t } = useTranslation('mass')
  const delimiters = [
    { value: ',', label: t('list.comma') },
    { value: ';', label: t('list.semicolon') },
    { value: '\t', label: t('list.tab') },
    { value: '|', label: t('list.pipe') },
  ]
  return (
    <>
      <Select
        label={t('list.encoding')}
        data={ENCODINGS.includes(format.encoding) ? ENCODINGS : [format.encoding, ...ENCODINGS]}
        value={format.encoding}
        allowDeselect={false}
        disabled={disabled}
        onChange={(encoding) => onChoose({ encoding })}
        w={160}
      />
      <Select
        label={t('list.delimiter')}
        data={delimiters}
        value={format.delimiter}
        allowDeselect={false}
        disabled={disabled}
        onChange={(delimiter) => onChoose({ delimiter })}
        w={160}
      />
    </>
  )
}

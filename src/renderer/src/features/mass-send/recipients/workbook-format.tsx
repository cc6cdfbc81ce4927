import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFormat, ListOptions } from '../../../../../shared/list-types.ts'
import { WORKBOOK_LOCALES } from '../../../../../shared/workbook-locales.ts'

interface WorkbookFormatProps {
  readonly format: Extract<ListFormat, { kind: 'workbook' }>
  readonly disabled: boolean
  readonly onChoose: (patch: Partial<ListOptions>) => void
}

/** Which sheet of a workbook is read, and by whose habits its numbers and dates are shown. */
export function WorkbookFormat({ format, disabled, onChoose }: WorkbookFormatProps) {
  const { t, i18n } = useTranslation('mass')
  const locales = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'language', languageDisplay: 'standard' })
    return WORKBOOK_LOCALES.map((locale) => ({ value: locale, label: names.of(locale) ?? locale }))
  }, [i18n.language])
  return (
    <>
      {/* Columns of one sheet mean nothing in another. */}
      <Select
        label={t('list.sheet')}
        data={[...new Set(format.sheets)]}
        value={format.sheet}
        allowDeselect={false}
        disabled={disabled}
        onChange={(sheet) => onChoose({ sheet, addressColumn: null })}
        w={180}
      />
      <Select
        label={t('list.locale')}
        data={locales}
        value={format.locale}
        allowDeselect={false}
        searchable
        disabled={disabled}
        onChange={(locale) => onChoose({ locale })}
        w={230}
      />
    </>
  )
}

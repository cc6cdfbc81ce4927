import { Button, CloseButton, Group, Input, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NEW_RATE_ROW, RATE_UNITS, type RateRow, rateRows, rateText, rowProblem } from './rate-rows.ts'

interface RateEditorProps {
  readonly rate: string | undefined
  /** What main said about the rate when it was saved. */
  readonly error: string | null
  readonly onChange: (rate: string | undefined) => void
}

/** Limits one below the other, all of which hold at once. */
export function RateEditor({ rate, error, onChange }: RateEditorProps) {
  const { t } = useTranslation('settings')
  const [rows, setRows] = useState(() => rateRows(rate))

  function change(next: readonly RateRow[]): void {
    setRows(next)
    onChange(rateText(next))
  }

  function edit(index: number, patch: Partial<RateRow>): void {
    change(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)))
  }

  return (
    <Input.Wrapper
      label={t('rate')}
      description={t('rateHint')}
      error={error}
      labelElement="div"
      role="group"
      aria-label={t('rate')}
    >
      {rows.map((row, index) => {
        const problem = rowProblem(row)
        const n = index + 1
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a limit has no other name while it is typed
          <Group key={index} gap={6} mt={6} wrap="nowrap" align="flex-start">
            <NumberInput
              aria-label={t('rateLimit', { n })}
              placeholder="30"
              min={1}
              max={9_999_999}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="strict"
              hideControls
              value={row.limit}
              error={problem === 'rateNumberMissing' ? t(problem) : null}
              onChange={(value) => edit(index, { limit: typeof value === 'number' ? value : '' })}
              w={150}
            />
            <NativeSelect
              aria-label={t('rateUnit', { n })}
              value={row.unit}
              data={RATE_UNITS.map((unit) => ({ value: unit, label: t(`rate_${unit}`) }))}
              onChange={(event) => {
                const unit = RATE_UNITS.find((one) => one === event.currentTarget.value)
                if (unit !== undefined) edit(index, { unit })
              }}
            />
            <TextInput
              aria-label={t('rateDomain', { n })}
              placeholder={t('rateAllDomains')}
              value={row.domain}
              error={problem === 'rateDomainWrong' ? t(problem) : null}
              onChange={(event) => edit(index, { domain: event.currentTarget.value })}
              flex={1}
            />
            <CloseButton
              mt={4}
              aria-label={t('rateRemove', { n })}
              onClick={() => change(rows.filter((_, at) => at !== index))}
            />
          </Group>
        )
      })}
      <Button size="compact-sm" variant="default" mt={6} onClick={() => change([...rows, NEW_RATE_ROW])}>
        {t('rateAdd')}
      </Button>
    </Input.Wrapper>
  )
}

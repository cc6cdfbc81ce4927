import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

type Options = Readonly<Record<string, unknown>>

interface CustomOptionsProps {
  readonly options: Options
  readonly onChange: (options: Options) => void
}

/** Options only the custom backend knows, as JSON; what cannot be read changes nothing and says so. */
export function CustomOptions({ options, onChange }: CustomOptionsProps) {
  const { t } = useTranslation('settings')
  const [text, setText] = useState(() => JSON.stringify(options, null, 2))
  const read = parsed(text)
  return (
    <Textarea
      label={t('customOptions')}
      autosize
      minRows={3}
      value={text}
      error={read === null ? t('customOptionsWrong') : null}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const next = parsed(event.currentTarget.value)
        if (next !== null) onChange(next)
      }}
    />
  )
}

function parsed(text: string): Options | null {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

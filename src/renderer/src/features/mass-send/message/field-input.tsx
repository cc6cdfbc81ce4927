import { Autocomplete, Group } from '@mantine/core'
import { useRef } from 'react'
import { fieldPlaceholder } from '../../../components/editor/field-placeholder.ts'
import { FieldsMenu } from './fields-menu.tsx'
import { insertAt, unfinishedField } from './unfinished-field.ts'

export interface FieldInputProps {
  readonly label: string
  readonly description?: string
  readonly fields: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One line of text with fields: from the menu, or offered after two braces. */
export function FieldInput({ label, description, fields, value, onChange }: FieldInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const cursor = () => input.current?.selectionStart ?? value.length

  const insert = (field: string) => {
    const start = cursor()
    const end = input.current?.selectionEnd ?? start
    place(insertAt(value, fieldPlaceholder(field), start, end))
  }
  const complete = (field: string) => {
    const end = cursor()
    const start = value.slice(0, end).lastIndexOf('{{')
    place(insertAt(value, fieldPlaceholder(field), Math.max(0, start), end))
  }
  const place = ({ text, cursor: at }: { readonly text: string; readonly cursor: number }) => {
    onChange(text)
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(at, at)
    })
  }
  const typed = unfinishedField(value, cursor())
  const offered = typed === null ? [] : fields.filter((field) => field.startsWith(typed.trim()))

  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <Autocomplete
        ref={input}
        label={label}
        description={description}
        flex={1}
        value={value}
        data={[...new Set(offered)]}
        filter={({ options }) => options}
        onChange={(text) => {
          if (fields.includes(text) && typed !== null) complete(text)
          else onChange(text)
        }}
      />
      <FieldsMenu fields={fields} onPick={insert} />
    </Group>
  )
}

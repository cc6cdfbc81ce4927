import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { AddressChip } from './address-chip.tsx'
import { draggedAddress, isAddressDrag } from './address-drag.ts'
import { splitAddresses } from './parse-addresses.ts'
import { useSuggestions } from './use-suggestions.ts'

/** A change is a function of the newest value: a drag changes two fields in one go. */
type Change = (addresses: readonly string[]) => readonly string[]

interface AddressChipsProps {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (change: Change) => void
  readonly placeholder?: string
}

export function AddressChips({ label, value, onChange, placeholder }: AddressChipsProps) {
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const suggestions = useSuggestions(typed)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })

  function add(text: string): void {
    const more = splitAddresses(text)
    setTyped('')
    combobox.closeDropdown()
    if (more.length > 0) onChange((old) => [...old, ...more.filter((each) => !old.includes(each))])
  }

  function removeAt(index: number): void {
    onChange((old) => old.filter((_, at) => at !== index))
    field.current?.focus()
  }

  function keyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    const isChoosing = combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0
    const ends = event.key === 'Enter' || event.key === ',' || event.key === ';'
    if (ends && !event.ctrlKey && !event.metaKey && !isChoosing && !isInQuotes(typed)) {
      event.preventDefault()
      add(typed)
    } else if (event.key === 'Backspace' && typed === '' && value.length > 0) {
      event.preventDefault()
      removeAt(value.length - 1)
    } else if (event.key === 'ArrowLeft' && typed === '') {
      const chips = event.currentTarget
        .closest('[data-chips]')
        ?.querySelectorAll<HTMLElement>('[role="button"]')
      chips?.item(chips.length - 1)?.focus()
    }
  }

  function paste(event: ClipboardEvent): void {
    const text = event.clipboardData.getData('text/plain')
    if (!/[,;\n\r]/.test(text)) return
    event.preventDefault()
    add(typed + text)
  }

  function drop(event: DragEvent): void {
    if (!isAddressDrag(event.dataTransfer)) return
    event.preventDefault()
    const address = draggedAddress(event.dataTransfer)
    // Dropped where it came from, it stays.
    if (value.includes(address)) event.dataTransfer.dropEffect = 'none'
    else add(address)
  }

  return (
    <Combobox store={combobox} onOptionSubmit={add} withinPortal>
      <Combobox.DropdownTarget>
        <PillsInput
          size="xs"
          label={label}
          data-chips
          onDragOver={(event) => isAddressDrag(event.dataTransfer) && event.preventDefault()}
          onDrop={drop}
        >
          <Pill.Group size="sm">
            {value.map((address, index) => (
              <AddressChip
                key={address}
                address={address}
                onRemove={() => removeAt(index)}
                onEdit={() => {
                  removeAt(index)
                  setTyped(address)
                }}
              />
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                ref={field}
                aria-label={label}
                value={typed}
                {...(value.length === 0 && placeholder !== undefined && { placeholder })}
                onChange={(event) => {
                  setTyped(event.currentTarget.value)
                  combobox.openDropdown()
                }}
                onKeyDown={keyDown}
                onPaste={paste}
                onBlur={() => add(typed)}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={suggestions.length === 0}>
        <Combobox.Options aria-label={label}>
          {suggestions.map((each) => (
            <Combobox.Option key={each} value={each}>
              {each}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function isInQuotes(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 1
}

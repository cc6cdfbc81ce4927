import { Pill, Tooltip } from '@mantine/core'
import type { DragEvent, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { startAddressDrag } from './address-drag.ts'
import { addressProblem } from './parse-addresses.ts'

interface AddressChipProps {
  readonly address: string
  readonly onRemove: () => void
  /** Puts the address back into the text field. */
  readonly onEdit: () => void
}

/** One address: Delete removes it, Enter edits it, arrows move along, copy and cut take it elsewhere. */
export function AddressChip({ address, onRemove, onEdit }: AddressChipProps) {
  const { t } = useTranslation('compose')
  const problem = addressProblem(address)
  const reason = problem === null ? null : t(`address.${problem}`)

  function keyDown(event: KeyboardEvent<HTMLElement>): void {
    const chip = event.currentTarget
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
    else if (event.key === 'Enter') onEdit()
    else if (event.key === 'ArrowLeft') focusSibling(chip.previousElementSibling)
    else if (event.key === 'ArrowRight') focusSibling(chip.nextElementSibling)
    else if ((event.ctrlKey || event.metaKey) && (event.key === 'c' || event.key === 'x')) {
      void navigator.clipboard.writeText(address)
      if (event.key === 'x') onRemove()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  function dragEnd(event: DragEvent): void {
    if (event.dataTransfer.dropEffect === 'move') onRemove()
  }

  return (
    <Tooltip label={reason ?? address} openDelay={reason === null ? 600 : 0} events={TOOLTIP_EVENTS}>
      <Pill
        role="button"
        tabIndex={0}
        draggable
        // The field around it would take the focus and with it the drag.
        onMouseDown={(event) => event.stopPropagation()}
        aria-label={reason === null ? address : `${address}: ${reason}`}
        onDoubleClick={onEdit}
        onKeyDown={keyDown}
        onDragStart={(event) => startAddressDrag(event.dataTransfer, address)}
        onDragEnd={dragEnd}
        {...(problem !== null && { c: 'red.9', bg: 'red.1' })}
      >
        {address}
        <span aria-hidden onClick={onRemove} style={REMOVE}>
          ×
        </span>
      </Pill>
    </Tooltip>
  )
}

const REMOVE = { cursor: 'pointer', marginInlineStart: 6, paddingInline: 2 } as const
const TOOLTIP_EVENTS = { hover: true, focus: true, touch: false }

function focusSibling(element: Element | null): void {
  if (element === null) return
  if (element.matches('[role="button"]') && element instanceof HTMLElement) element.focus()
  else element.querySelector('input')?.focus()
}

import type { ClipboardEvent, DragEvent, ReactNode } from 'react'
import { addAttachments } from './attachments.ts'
import classes from './compose.module.css'

/** Files dropped or pasted anywhere on the screen become attachments, unless an editor took them. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  function drop(event: DragEvent): void {
    if (!hasFiles(event.dataTransfer)) return
    const isTaken = event.defaultPrevented
    event.preventDefault()
    if (!isTaken) void addAttachments([...event.dataTransfer.files])
  }

  function paste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || event.defaultPrevented) return
    event.preventDefault()
    void addAttachments(files)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped anywhere; the button does the same
    <div
      className={classes.screen}
      onDragOver={(event) => hasFiles(event.dataTransfer) && event.preventDefault()}
      onDrop={drop}
      onPaste={paste}
    >
      {children}
    </div>
  )
}

function hasFiles(data: DataTransfer): boolean {
  return data.types.includes('Files')
}

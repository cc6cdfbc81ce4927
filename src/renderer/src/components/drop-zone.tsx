import type { ClipboardEvent, DragEvent, ReactNode } from 'react'

interface DropZoneProps {
  readonly className?: string | undefined
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

/** Files dropped or pasted anywhere inside are attached, unless an editor took them. */
export function DropZone({ className, onFiles, children }: DropZoneProps) {
  function drop(event: DragEvent): void {
    if (!hasFiles(event.dataTransfer)) return
    const isTaken = event.defaultPrevented
    event.preventDefault()
    if (!isTaken) onFiles([...event.dataTransfer.files])
  }

  function paste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || event.defaultPrevented) return
    event.preventDefault()
    onFiles(files)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped anywhere; the button does the same
    <div
      className={className}
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

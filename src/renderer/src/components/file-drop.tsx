import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileInfo } from '../../../shared/draft-types.ts'
import { uploadFile } from '../api.ts'
import { ErrorNotice } from './error-notice.tsx'

interface FileDropProps {
  /** As in the `accept` of a file input: `.csv,.xlsx`. */
  readonly accept?: string
  readonly multiple?: boolean
  readonly label?: string
  readonly onFile: (file: FileInfo) => void
}

/** Takes files in by button or drop; main has them when `onFile` is called. */
export function FileDrop({ accept, multiple = false, label, onFile }: FileDropProps) {
  const { t } = useTranslation('common')
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [progress, setProgress] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)

  async function take(files: readonly File[]): Promise<void> {
    setError(null)
    try {
      for (const file of multiple ? files : files.slice(0, 1)) {
        setProgress(0)
        onFile(await uploadFile(file, (done) => setProgress(done / Math.max(1, file.size))))
      }
    } catch (problem) {
      setError(problem)
    } finally {
      setProgress(null)
    }
  }

  function drop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    void take([...event.dataTransfer.files])
  }

  return (
    <Stack gap="xs">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        className="file-drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Group justify="center" gap="xs">
          <Button
            variant="default"
            loading={progress !== null}
            leftSection={<IconFileUpload size={16} aria-hidden />}
            onClick={() => input.current?.click()}
          >
            {label ?? t('chooseFile')}
          </Button>
          <Text c="dimmed" size="sm">
            {t('dropFile')}
          </Text>
        </Group>
        <input
          ref={input}
          type="file"
          hidden
          accept={accept}
          multiple={multiple}
          onChange={(event) => {
            void take([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        {progress !== null && (
          <Progress value={progress * 100} size="xs" mt="xs" aria-label={t('uploading')} />
        )}
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </Stack>
  )
}

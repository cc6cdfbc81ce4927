import { Stack } from '@mantine/core'
import { DropZone } from '../../../components/drop-zone.tsx'
import { useMass } from '../mass-context.ts'
import { ColumnAttachments } from './column-attachments.tsx'
import { FixedAttachments } from './fixed-attachments.tsx'
import { MessageBody } from './message-body.tsx'
import { SenderFields } from './sender-fields.tsx'
import { SubjectField } from './subject-field.tsx'
import { useFixedAttachments } from './use-fixed-attachments.ts'

export function MessageStep() {
  const { list } = useMass()
  const fields = list?.columns ?? []
  const { upload, add } = useFixedAttachments()
  const addFiles = (files: readonly File[]) => void add(files)
  return (
    <DropZone onFiles={addFiles}>
      <Stack gap="sm">
        <SenderFields />
        <SubjectField fields={fields} />
        <MessageBody fields={fields} />
        <FixedAttachments upload={upload} onAdd={addFiles} />
        <ColumnAttachments fields={fields} />
      </Stack>
    </DropZone>
  )
}

import { Stack } from '@mantine/core'
import { useMass } from '../mass-context.ts'
import { ColumnAttachments } from './column-attachments.tsx'
import { FixedAttachments } from './fixed-attachments.tsx'
import { MessageBody } from './message-body.tsx'
import { SenderFields } from './sender-fields.tsx'
import { SubjectField } from './subject-field.tsx'

export function MessageStep() {
  const { list } = useMass()
  const fields = list?.columns ?? []
  return (
    <Stack gap="sm">
      <SenderFields />
      <SubjectField fields={fields} />
      <MessageBody fields={fields} />
      <FixedAttachments />
      <ColumnAttachments fields={fields} />
    </Stack>
  )
}

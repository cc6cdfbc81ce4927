import { Stack } from '@mantine/core'
import { useState } from 'react'
import type { ListInfo } from '../../../../../shared/list-types.ts'
import { CheckPanel } from './check-panel.tsx'
import { Rehearsal } from './rehearsal.tsx'
import { RowPreview } from './row-preview.tsx'
import { TestSend } from './test-send.tsx'

export function CheckStep({ list }: { readonly list: ListInfo }) {
  const [row, setRow] = useState(1)
  return (
    <Stack gap="md">
      <CheckPanel list={list} onShowRow={setRow} />
      <RowPreview list={list} row={row} onRow={setRow} />
      <TestSend list={list} row={row} />
      <Rehearsal list={list} />
    </Stack>
  )
}

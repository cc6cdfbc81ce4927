import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  readonly icon?: ReactNode
  /** Buttons: the next steps, sample data among them. */
  readonly children?: ReactNode
}

export function EmptyState({ title, text, icon, children }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      {icon}
      <Title order={2}>{title}</Title>
      <Text c="dimmed" size="sm" maw={420}>
        {text}
      </Text>
      {children !== undefined && <Group justify="center">{children}</Group>}
    </Stack>
  )
}

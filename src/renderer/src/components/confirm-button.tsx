import { Button, type ButtonProps, Group, Popover, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmButtonProps extends ButtonProps {
  readonly children: ReactNode
  /** What will happen, as a question. */
  readonly question: string
  /** What the button that does it says. */
  readonly action: string
  readonly onConfirm: () => void
}

/** Asks beside the button, with the focus on the harmless answer. */
export function ConfirmButton({ children, question, action, onConfirm, ...button }: ConfirmButtonProps) {
  const { t } = useTranslation('common')
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus withArrow withRoles={false}>
      <Popover.Target>
        <Button variant="default" {...button} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={question}>
        <Stack gap="xs" maw={300}>
          <Text size="sm">{question}</Text>
          <Group gap="xs">
            <Button variant="default" data-autofocus onClick={() => setOpen(false)}>
              {t('keepIt')}
            </Button>
            <Button
              color="red.9"
              onClick={() => {
                setOpen(false)
                onConfirm()
              }}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

import { Alert, Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkView } from '../../../../shared/view-types.ts'
import { invoke } from '../../api.ts'
import { errorWords } from '../error-words.ts'
import { goTo } from '../go-to.ts'

interface LinkDialogProps {
  readonly link: LinkView | null
  readonly onClose: () => void
}

/** Shows the whole target before anything outside is opened. */
export function LinkDialog({ link, onClose }: LinkDialogProps) {
  const { t } = useTranslation('outbox')
  const [problem, setProblem] = useState<string | null>(null)

  /** A mail link is for this program; everything else for others. */
  async function open(target: string): Promise<void> {
    try {
      const content = await invoke('compose.mailto', target)
      if (content === null) await invoke('app.openExternal', target)
      else goTo({ screen: 'compose', content })
      close()
    } catch (error) {
      setProblem(errorWords(error).sentence)
    }
  }

  function close(): void {
    setProblem(null)
    onClose()
  }

  return (
    <Modal
      opened={link !== null}
      onClose={close}
      title={t('links.title')}
      closeButtonProps={{ 'aria-label': t('links.cancel') }}
    >
      {link && (
        <Stack gap="sm">
          <Text size="sm">{t(isMail(link) ? 'links.explainMail' : 'links.explain')}</Text>
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {link.target}
          </Code>
          {problem && <Alert color="red">{problem}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('links.cancel')}
            </Button>
            <Button onClick={() => void open(link.target)}>
              {t(isMail(link) ? 'links.write' : 'links.open')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function isMail({ target }: LinkView): boolean {
  return /^mailto:/i.test(target)
}

import {
  Alert,
  Button,
  Checkbox,
  FileButton,
  Group,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DkimInfo } from '../../../../shared/app-types.ts'
import type { DkimSettings } from '../../../../shared/settings-types.ts'
import { DkimRecord } from './dkim-record.tsx'
import { KeptForThisRun } from './kept-for-this-run.tsx'
import { PathInput } from './path-input.tsx'
import { keyProblem, problemAt } from './problem-at.ts'
import { newDkim, type ProfileDraft, withSetting } from './profile-draft.ts'

interface DkimFieldsProps {
  readonly draft: ProfileDraft
  /** Of the profile as it is saved; null where it does not sign, or is new. */
  readonly info: DkimInfo | null
  /** The sender where the profile names none. */
  readonly sender: string
  /** A private key that was typed, pasted or read from a file; empty: the one that is kept. */
  readonly keyText: string
  readonly error: unknown
  readonly onChange: (draft: ProfileDraft) => void
  readonly onKey: (pem: string) => void
  readonly onForget: () => void
}

/** Keys only go in: what comes out is their public half, for the DNS. */
export function DkimFields({
  draft,
  info,
  sender,
  keyText,
  error,
  onChange,
  onKey,
  onForget,
}: DkimFieldsProps) {
  const { t } = useTranslation('settings')
  const { dkim } = draft.profile
  const set = (next: DkimSettings | undefined): void => onChange(withSetting(draft, 'dkim', next))

  return (
    <Stack gap="xs">
      <Checkbox
        label={t('dkimSign')}
        description={t('dkimHint')}
        checked={dkim !== undefined}
        onChange={(event) => {
          set(event.currentTarget.checked ? newDkim(draft.profile.from || sender, new Date()) : undefined)
          if (!event.currentTarget.checked) onKey('')
        }}
      />
      {dkim !== undefined && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
            <TextInput
              label={t('dkimDomain')}
              required
              placeholder="example.com"
              value={dkim.domain}
              error={problemAt(error, draft.name, 'dkim.domain')}
              onChange={(event) => set({ ...dkim, domain: event.currentTarget.value })}
            />
            <TextInput
              label={t('dkimSelector')}
              required
              placeholder="mail2026"
              value={dkim.selector}
              error={problemAt(error, draft.name, 'dkim.selector')}
              onChange={(event) => set({ ...dkim, selector: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Textarea
            label={t('dkimKey')}
            description={t('dkimKeyHint')}
            placeholder={info?.hasKey === true ? t('dkimKeyKept') : '-----BEGIN PRIVATE KEY-----'}
            disabled={dkim.keyFile !== undefined}
            autoComplete="off"
            spellCheck={false}
            rows={4}
            value={keyText}
            error={keyProblem(error)}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            onChange={(event) => onKey(event.currentTarget.value)}
          />
          <Group gap="xs">
            <FileButton
              accept=".pem,.key,.txt"
              onChange={(file) => void file?.text().then(onKey)}
              disabled={dkim.keyFile !== undefined}
            >
              {(props) => (
                <Button {...props} variant="default">
                  {t('dkimKeyChoose')}
                </Button>
              )}
            </FileButton>
            {info?.hasKey === true && (
              <Button variant="default" onClick={onForget}>
                {t('dkimKeyForget')}
              </Button>
            )}
          </Group>
          {dkim.keyFile === undefined && <KeptForThisRun />}
          <PathInput
            kind="pem"
            label={t('dkimKeyFile')}
            description={t('dkimKeyFileHint')}
            placeholder="/etc/dkim/example.com.pem"
            value={dkim.keyFile ?? ''}
            error={problemAt(error, draft.name, 'dkim.keyFile')}
            onChange={(keyFile) => {
              const { keyFile: _old, ...rest } = dkim
              if (keyFile !== '') onKey('')
              set(keyFile === '' ? rest : { ...rest, keyFile })
            }}
          />
          {info?.record && <DkimRecord record={info.record} />}
          {info?.problem && (
            <Alert color="yellow" py={6}>
              {info.problem}
            </Alert>
          )}
        </>
      )}
    </Stack>
  )
}

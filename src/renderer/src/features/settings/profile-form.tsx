import { Accordion, Alert, Button, Group, NativeSelect, Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsView } from '../../../../shared/app-types.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { BACKEND_KINDS, FIELDS } from './backend-fields.ts'
import { BackendOptions, Options } from './backend-options.tsx'
import { DkimFields } from './dkim-fields.tsx'
import { LimitFields } from './limit-fields.tsx'
import { PasswordField } from './password-field.tsx'
import { PolicyFields } from './policy-fields.tsx'
import { isServer, kindOf, type ProfileDraft, problemOf, withBackend, withSetting } from './profile-draft.ts'
import { TestMail } from './test-mail.tsx'
import { useProfileActions } from './use-profile-actions.ts'
import { useVerify } from './use-verify.ts'
import { VerifyResult } from './verify-result.tsx'

interface ProfileFormProps {
  readonly view: SettingsView
  readonly initial: ProfileDraft
  /** The profile has this name now; null: it is gone. */
  readonly onDone: (name: string | null) => void
}

export function ProfileForm({ view, initial, onDone }: ProfileFormProps) {
  const { t } = useTranslation(['settings', 'common'])
  const [draft, setDraft] = useState(initial)
  const [password, setPassword] = useState('')
  const [dkimKey, setDkimKey] = useState('')
  const [isTouched, setTouched] = useState(false)
  const { steps, isRunning, error, verify, clear } = useVerify()
  const actions = useProfileActions(view, onDone)
  const kind = kindOf(draft.profile)
  const problem = problemOf(draft, view.settings)
  const info = view.profiles.find(({ name }) => name === initial.oldName)
  // Passwords are kept by name and never come out, so none can move along.
  const isRenamed = draft.name !== initial.oldName
  const losesPassword = info?.hasPassword === true && isRenamed && password === ''
  const losesKey =
    info?.dkim?.hasKey === true && isRenamed && draft.profile.dkim !== undefined && dkimKey === ''

  /** What was found out about the profile before holds no more. */
  function touch(): void {
    clear()
    actions.clearError()
    setTouched(true)
  }

  function change(next: ProfileDraft): void {
    touch()
    setDraft(next)
  }

  return (
    <Stack gap="sm" component="section" aria-label={initial.oldName ?? t('newProfile')}>
      <Title order={2}>{initial.oldName ?? t('newProfile')}</Title>
      <Group grow align="flex-start">
        <TextInput
          label={t('profileName')}
          required
          value={draft.name}
          error={problem === 'nameTaken' ? t('nameTaken') : null}
          onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('backend')}
          value={kind}
          data={BACKEND_KINDS.map((one) => ({ value: one, label: t(`backend_${one}`) }))}
          onChange={(event) => {
            const chosen = BACKEND_KINDS.find((one) => one === event.currentTarget.value)
            if (chosen !== undefined) change(withBackend(draft, chosen))
          }}
        />
      </Group>
      <BackendOptions key={kind} draft={draft} onChange={change} />
      {kind === 'smtp' && (
        <PasswordField
          hasPassword={info?.hasPassword ?? false}
          value={password}
          onChange={(next) => {
            setPassword(next)
            touch()
          }}
          onForget={() => initial.oldName !== null && actions.forget(initial.oldName)}
        />
      )}
      <TextInput
        label={t('from')}
        description={t('profileFromHint')}
        placeholder={view.settings.from || 'Ann <ann@example.com>'}
        value={draft.profile.from ?? ''}
        onChange={(event) => change(withSetting(draft, 'from', event.currentTarget.value))}
      />
      {isServer(kind) && <LimitFields draft={draft} error={actions.saveError} onChange={change} />}
      <Accordion variant="contained" order={3}>
        <Accordion.Item value="more">
          <Accordion.Control>{t('more')}</Accordion.Control>
          <Accordion.Panel>
            <Stack gap="xs">
              <Options fields={FIELDS[kind].more} draft={draft} onChange={change} />
              <PolicyFields draft={draft} onChange={change} />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="dkim">
          <Accordion.Control>{t('dkim')}</Accordion.Control>
          <Accordion.Panel>
            <DkimFields
              draft={draft}
              info={info?.dkim ?? null}
              sender={view.settings.from}
              keyText={dkimKey}
              error={actions.saveError}
              onChange={change}
              onKey={(pem) => {
                setDkimKey(pem)
                touch()
              }}
              onForget={() => initial.oldName !== null && actions.forgetKey(initial.oldName)}
            />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
      {isTouched && problem !== null && problem !== 'nameTaken' && (
        <Alert color="yellow" py={6}>
          {t(problem)}
        </Alert>
      )}
      {losesPassword && (
        <Alert color="yellow" py={6}>
          {t('renameNeedsPassword')}
        </Alert>
      )}
      {losesKey && (
        <Alert color="yellow" py={6}>
          {t('renameNeedsKey')}
        </Alert>
      )}
      <Group gap="xs">
        <Button
          disabled={problem !== null || !isTouched}
          loading={actions.isSaving}
          onClick={() => actions.save(draft, { password, dkimKey })}
        >
          {t('common:save')}
        </Button>
        <Button
          variant="default"
          disabled={problem !== null}
          loading={isRunning}
          onClick={() => verify({ name: draft.name, profile: draft.profile, password: password || null })}
        >
          {t('verify')}
        </Button>
        {initial.oldName !== null && view.profiles.length > 1 && (
          <ConfirmButton
            question={t('removeProfile', { name: initial.oldName })}
            action={t('common:remove')}
            ml="auto"
            onConfirm={() => initial.oldName !== null && actions.remove(initial.oldName)}
          >
            {t('common:remove')}
          </ConfirmButton>
        )}
      </Group>
      {actions.saveError !== null && <ErrorNotice error={actions.saveError} title={t('notSaved')} />}
      <VerifyResult steps={steps} isRunning={isRunning} error={error} />
      {initial.oldName !== null && !isTouched && <TestMail profile={initial.oldName} />}
    </Stack>
  )
}

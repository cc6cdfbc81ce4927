import { Button, Group, PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { KeptForThisRun } from './kept-for-this-run.tsx'

interface PasswordFieldProps {
  readonly hasPassword: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onForget: () => void
}

/** Passwords only go in: whether there is one is all that comes back. */
export function PasswordField({ hasPassword, value, onChange, onForget }: PasswordFieldProps) {
  const { t } = useTranslation('settings')
  return (
    <div>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <PasswordInput
          label={t('password')}
          placeholder={hasPassword ? t('passwordKept') : ''}
          autoComplete="new-password"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          style={{ flex: 1 }}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        {hasPassword && (
          <Button variant="default" onClick={onForget}>
            {t('forgetPassword')}
          </Button>
        )}
      </Group>
      <KeptForThisRun />
    </div>
  )
}

import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { goTo } from '../../../navigation.ts'

/** To where the way to the server is set up. */
export function ProfileLink({ profile }: { readonly profile: string }) {
  const { t } = useTranslation('mass')
  return (
    <Button size="compact-sm" variant="default" onClick={() => goTo('settings', profile)}>
      {t('pause.openProfile', { profile })}
    </Button>
  )
}

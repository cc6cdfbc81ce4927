import { Badge } from '@mantine/core'
import {
  IconAddressBook,
  IconHelp,
  IconInbox,
  IconKeyboard,
  IconPencil,
  IconSend,
  IconSettings,
  IconTemplate,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import { routeHash, SCREENS, type Screen, useRoute } from '../../navigation.ts'
import { useRunningBatches } from './use-running-batches.ts'

const ICONS: Readonly<Record<Screen, ComponentType<{ readonly size: number }>>> = {
  compose: IconPencil,
  'mass-send': IconSend,
  outbox: IconInbox,
  templates: IconTemplate,
  'address-book': IconAddressBook,
  settings: IconSettings,
}

export const SCREEN_NAMES = {
  compose: 'compose',
  'mass-send': 'massSend',
  outbox: 'outbox',
  templates: 'templates',
  'address-book': 'addressBook',
  settings: 'settings',
} as const satisfies Readonly<Record<Screen, string>>

interface RailProps {
  readonly onHelp: () => void
  readonly onKeys: () => void
}

export function Rail({ onHelp, onKeys }: RailProps) {
  const { t } = useTranslation('frame')
  const { screen } = useRoute()
  const { batches, share } = useRunningBatches()
  // 100 % is for what is over.
  const percent = formatNumber(Math.floor(Math.min(share, 0.99) * 100) / 100, { style: 'percent' })
  return (
    <nav className="app-rail" aria-label={t('screens')}>
      <div className="rail-name">Mailwright</div>
      {SCREENS.map((one) => {
        const Icon = ICONS[one]
        return (
          <a
            key={one}
            className="rail-link"
            href={routeHash(one)}
            aria-current={one === screen ? 'page' : undefined}
            title={t(SCREEN_NAMES[one])}
          >
            <Icon size={17} aria-hidden />
            <span>{t(SCREEN_NAMES[one])}</span>
            {one === 'mass-send' && batches > 0 && (
              <Badge
                size="sm"
                variant="light"
                ml="auto"
                tt="none"
                aria-label={`${t('running', { count: batches })}, ${percent}`}
              >
                {percent}
              </Badge>
            )}
          </a>
        )
      })}
      <div style={{ flex: 1 }} />
      <button type="button" className="rail-link rail-button" onClick={onKeys} title={t('keys')}>
        <IconKeyboard size={17} aria-hidden />
        <span>{t('keysShort')}</span>
      </button>
      <button type="button" className="rail-link rail-button" onClick={onHelp} title={t('help')}>
        <IconHelp size={17} aria-hidden />
        <span>{t('help')}</span>
      </button>
    </nav>
  )
}

import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { BodyField } from '../../components/editor/body-field.tsx'
import { addInlineImage } from './attachments.ts'
import { editContent } from './compose-store.ts'
import { TextPart } from './text-part.tsx'

/** Room for some lines below the tabs, the kinds and a toolbar of two lines. */
const FILL = { flex: 1, minHeight: 312, display: 'flex', flexDirection: 'column' } as const

const INSIDE = { ...FILL, minHeight: 0 } as const

export function BodyTabs({ content }: { readonly content: DraftContent }) {
  const { t } = useTranslation('compose')
  return (
    <Tabs defaultValue="body" keepMounted={false} style={FILL}>
      <Tabs.List>
        <Tabs.Tab value="body" py={6}>
          {t('body.label')}
        </Tabs.Tab>
        <Tabs.Tab value="text" py={6}>
          {t('body.textPart')}
        </Tabs.Tab>
      </Tabs.List>
      {/* It stays, and with it what can be undone. */}
      <Tabs.Panel value="body" keepMounted pt={8} style={INSIDE}>
        <BodyField
          content={content}
          onChange={(change) => editContent(() => change)}
          onImage={addInlineImage}
        />
      </Tabs.Panel>
      <Tabs.Panel value="text" pt={8} style={INSIDE}>
        <TextPart content={content} />
      </Tabs.Panel>
    </Tabs>
  )
}

import { Collapse, TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../../shared/draft-types.ts'
import { AddressChips } from '../../components/address-chips/address-chips.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { BodyTabs } from './body-tabs.tsx'
import classes from './compose.module.css'
import { editContent } from './compose-store.ts'
import { HeaderFields } from './header-fields.tsx'
import { SenderFields } from './sender-fields.tsx'

export function MessageForm({ content }: { readonly content: DraftContent }) {
  const { t } = useTranslation('compose')
  const isUsed = content.bcc.length + content.replyTo.length + content.headers.length > 0
  const [hasMore, setMore] = useState(isUsed)
  return (
    <section className={classes.form} aria-label={t('body.message')}>
      <SenderFields content={content} />
      <AddressChips
        label={t('field.to')}
        placeholder={t('field.addresses')}
        value={content.to}
        onChange={(change) => editContent(({ to }) => ({ to: change(to) }))}
      />
      <AddressChips
        label={t('field.cc')}
        value={content.cc}
        onChange={(change) => editContent(({ cc }) => ({ cc: change(cc) }))}
      />
      <UnstyledButton fz="xs" td="underline" aria-expanded={hasMore} onClick={() => setMore(!hasMore)}>
        {t('field.more')}
      </UnstyledButton>
      <Collapse expanded={hasMore}>
        <div className={classes.pair}>
          <AddressChips
            label={t('field.bcc')}
            value={content.bcc}
            onChange={(change) => editContent(({ bcc }) => ({ bcc: change(bcc) }))}
          />
          <AddressChips
            label={t('field.replyTo')}
            value={content.replyTo}
            onChange={(change) => editContent(({ replyTo }) => ({ replyTo: change(replyTo) }))}
          />
        </div>
        <HeaderFields headers={content.headers} />
      </Collapse>
      <TextInput
        size="xs"
        label={t('field.subject')}
        value={content.subject}
        onChange={(event) => {
          const subject = event.currentTarget.value
          editContent(() => ({ subject }))
        }}
      />
      <BodyTabs content={content} />
      <AttachmentList attachments={content.attachments} />
    </section>
  )
}

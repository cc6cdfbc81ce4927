import i18next from 'i18next'
import { type DraftContent, EMPTY_DRAFT } from '../../../shared/draft-types.ts'
import { invoke } from '../api.ts'
import { currentLanguage } from '../i18n/index.ts'

const LOGO = 'sample-logo'

/** A message to try everything with: two parts, an inline image and an attachment. */
export async function sampleMessage(): Promise<DraftContent> {
  const [logo, guide] = await Promise.all([invoke('files.sample', 'logo'), invoke('files.sample', 'guide')])
  const text = (key: 'sample.subject' | 'sample.heading' | 'sample.paragraph') => i18next.t(`compose:${key}`)
  const image = `<img src="cid:${LOGO}" alt="Mailwright" width="96">`
  return {
    ...EMPTY_DRAFT,
    language: currentLanguage(),
    from: 'Mailwright <me@example.com>',
    to: ['Ann Example <ann@example.org>'],
    subject: text('sample.subject'),
    body: {
      kind: 'rich',
      source: `<h1>${text('sample.heading')}</h1><p>${text('sample.paragraph')}</p>${image}`,
    },
    attachments: [
      { ...logo, contentId: LOGO },
      { ...guide, contentId: null },
    ],
  }
}

import { Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { BodyField } from '../../../components/editor/body-field.tsx'
import { newContentId, rememberInlineImage } from '../../../components/editor/inline-images.ts'
import { useMass } from '../mass-context.ts'
import { useUpload } from '../use-upload.ts'
import { UploadState } from './upload-state.tsx'

/** The text of all messages, with fields as chips. */
export function MessageBody({ fields }: { readonly fields: readonly string[] }) {
  const { t } = useTranslation('mass')
  const { mass, changeContent } = useMass()
  const upload = useUpload()

  async function addImage(file: File): Promise<string | null> {
    const [arrived] = await upload.start([file])
    if (arrived === undefined) return null
    const contentId = newContentId()
    rememberInlineImage(contentId, file)
    changeContent(({ attachments }) => ({ attachments: [...attachments, { ...arrived, contentId }] }))
    return contentId
  }

  return (
    <Input.Wrapper label={t('message.body')} labelElement="div">
      <BodyField content={mass.content} onChange={changeContent} fields={fields} onImage={addImage} />
      <UploadState upload={upload} />
    </Input.Wrapper>
  )
}

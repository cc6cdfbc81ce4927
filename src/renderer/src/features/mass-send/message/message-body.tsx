import { Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { BodyField } from '../../../components/editor/body-field.tsx'
import { useMass } from '../mass-context.ts'

/** The text of all messages, with fields as chips. */
export function MessageBody({ fields }: { readonly fields: readonly string[] }) {
  const { t } = useTranslation('mass')
  const { mass, changeContent } = useMass()
  return (
    <Input.Wrapper label={t('message.body')} labelElement="div">
      <BodyField body={mass.content.body} onChange={(body) => changeContent({ body })} fields={fields} />
    </Input.Wrapper>
  )
}

import { useTranslation } from 'react-i18next'
import { useMass } from '../mass-context.ts'
import { FieldInput } from './field-input.tsx'

export function SubjectField({ fields }: { readonly fields: readonly string[] }) {
  const { t } = useTranslation('mass')
  const { mass, changeContent } = useMass()
  return (
    <FieldInput
      label={t('message.subject')}
      fields={fields}
      value={mass.content.subject}
      onChange={(subject) => changeContent({ subject })}
    />
  )
}

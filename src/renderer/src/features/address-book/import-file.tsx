import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke, uploadFile } from '../../api.ts'
import { showInfo } from '../../components/notices.ts'
import { formatNumber } from '../../i18n/format.ts'
import { refetchList } from './refetch.ts'

/** Takes a file in and says what came of its rows. */
export function ImportFile({ kind }: { readonly kind: 'contacts' | 'suppression' }) {
  const { t } = useTranslation(['contacts', 'common'])
  const input = useRef<HTMLInputElement>(null)
  const importing = useMutation({
    mutationFn: async (file: File) => invoke(`${kind}.import`, (await uploadFile(file)).token),
    onSuccess: async ({ added, known, refused }) => {
      showInfo(
        t('imported', {
          added: formatNumber(added),
          known: formatNumber(known),
          refused: formatNumber(refused),
        }),
      )
      await refetchList(kind)
    },
  })
  return (
    <>
      <Button variant="default" loading={importing.isPending} onClick={() => input.current?.click()}>
        {t('common:import')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,.xlsm"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file !== undefined) importing.mutate(file)
        }}
      />
    </>
  )
}

import { Button, CloseButton, Group, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftHeader } from '../../../../shared/draft-types.ts'
import { editContent } from './compose-store.ts'

export function HeaderFields({ headers }: { readonly headers: readonly DraftHeader[] }) {
  const { t } = useTranslation('compose')

  function edit(index: number, change: Partial<DraftHeader>): void {
    editContent((now) => ({
      headers: now.headers.map((each, at) => (at === index ? { ...each, ...change } : each)),
    }))
  }

  function remove(index: number): void {
    editContent((now) => ({ headers: now.headers.filter((_, at) => at !== index) }))
  }

  return (
    <>
      <Text size="xs" fw={500} mt="xs">
        {t('header.title')}
      </Text>
      {headers.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header has no other name while it is typed
        <Group key={index} gap={6} mt={4} wrap="nowrap">
          <TextInput
            size="xs"
            w={160}
            placeholder="X-Name"
            aria-label={t('header.name', { n: index + 1 })}
            value={name}
            onChange={(event) => edit(index, { name: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            flex={1}
            aria-label={t('header.value', { n: index + 1 })}
            value={value}
            onChange={(event) => edit(index, { value: event.currentTarget.value })}
          />
          <CloseButton
            size="sm"
            aria-label={t('header.remove', { n: index + 1 })}
            onClick={() => remove(index)}
          />
        </Group>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        mt={6}
        onClick={() => editContent((now) => ({ headers: [...now.headers, { name: '', value: '' }] }))}
      >
        {t('header.add')}
      </Button>
    </>
  )
}

import { ActionIcon, Button, Group, Popover, TextInput } from '@mantine/core'
import { IconVariable } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldAtCursor, fallbackOf, fieldAtCursor, withFallback } from './fallback.ts'

/** What the field at the cursor writes where its cell is empty. */
export function FallbackButton({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('compose')
  const field = useEditorState({ editor, selector: ({ editor: now }) => fieldAtCursor(now.state) })
  const [edited, setEdited] = useState<FieldAtCursor | null>(null)
  const [words, setWords] = useState('')

  function open(): void {
    if (field === null) return
    setWords(fallbackOf(field.source) ?? '')
    setEdited(field)
  }

  function set(fallback: string | null): void {
    setEdited(null)
    if (edited === null) return
    editor
      .chain()
      .focus()
      .command(({ tr }) => {
        tr.setNodeAttribute(edited.at, 'source', withFallback(edited.source, fallback))
        return true
      })
      .run()
  }

  function keyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    set(words === '' ? null : words)
  }

  return (
    <Popover opened={edited !== null} onChange={(isOpen) => !isOpen && setEdited(null)} trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('fallback.title')}
          title={t('fallback.title')}
          disabled={field === null}
          onClick={open}
        >
          <IconVariable size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          w={280}
          label={t('fallback.label', { name: edited?.label ?? '' })}
          value={words}
          data-autofocus
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={keyDown}
        />
        <Group gap="xs" mt="xs">
          <Button size="compact-xs" onClick={() => set(words === '' ? null : words)}>
            {t('fallback.set')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => set(null)}>
            {t('fallback.remove')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}

import { ActionIcon, Button, Group, Popover, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import type { Editor } from '@tiptap/react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

export function LinkButton({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('compose')
  const [isOpen, setOpen] = useState(false)
  const [target, setTarget] = useState('')

  function open(): void {
    setTarget(String(editor.getAttributes('link').href ?? ''))
    setOpen(true)
  }

  function set(): void {
    const href = target.trim()
    setOpen(false)
    if (href === '') return
    const chain = editor.chain().focus()
    if (editor.state.selection.empty && !editor.isActive('link')) {
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run()
    } else chain.extendMarkRange('link').setLink({ href }).run()
  }

  function keyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    set()
  }

  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('tool.link')} onClick={open}>
          <IconLink size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          size="xs"
          w={280}
          label={t('tool.linkTarget')}
          placeholder="https://"
          value={target}
          data-autofocus
          onChange={(event) => setTarget(event.currentTarget.value)}
          onKeyDown={keyDown}
        />
        <Group gap="xs" mt="xs">
          <Button size="compact-xs" onClick={set}>
            {t('tool.linkSet')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              editor.chain().focus().extendMarkRange('link').unsetLink().run()
              setOpen(false)
            }}
          >
            {t('tool.linkRemove')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}

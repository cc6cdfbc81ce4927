import { Button, Menu } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invoke } from '../../api.ts'
import { useOffer } from '../../components/compose-actions.ts'
import { showInfo } from '../../components/notices.ts'
import { sampleMessage } from '../../components/sample-message.ts'
import { newMessage } from '../../navigation.ts'
import { attempt } from './attempt.ts'
import { saveNow } from './autosave.ts'
import { composeState, openContent } from './compose-store.ts'
import { exportEml, importEml, printContent } from './eml.ts'
import { EmlDialog } from './eml-dialog.tsx'
import { InsertTemplateDialog } from './insert-template-dialog.tsx'
import { SaveTemplateDialog } from './save-template-dialog.tsx'

export function MoreMenu() {
  const { t } = useTranslation('compose')
  const chooser = useRef<HTMLInputElement>(null)
  const viewer = useRef<HTMLInputElement>(null)
  const [viewed, setViewed] = useState<File | null>(null)
  const [dialog, setDialog] = useState<'save' | 'insert' | null>(null)

  async function copyCommand(): Promise<void> {
    await navigator.clipboard.writeText(await invoke('compose.commandLine', composeState().content))
    showInfo(t('more.copied'))
  }

  async function openSample(): Promise<void> {
    const content = await sampleMessage()
    await saveNow()
    openContent(content)
  }

  useOffer({
    sample: () => attempt(openSample),
    insertTemplate: () => setDialog('insert'),
    saveTemplate: () => setDialog('save'),
    importEml: () => chooser.current?.click(),
    viewEml: () => viewer.current?.click(),
    exportEml: () => attempt(() => exportEml(composeState().content)),
    commandLine: () => attempt(copyCommand),
    print: () => attempt(() => printContent(composeState().content)),
  })

  return (
    <>
      <Menu>
        <Menu.Target>
          <Button size="xs" variant="default">
            {t('more.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => newMessage()}>{t('more.new')}</Menu.Item>
          <Menu.Item onClick={() => attempt(openSample)}>{t('more.sample')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setDialog('insert')}>{t('more.insertTemplate')}</Menu.Item>
          <Menu.Item onClick={() => setDialog('save')}>{t('more.saveTemplate')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => chooser.current?.click()}>{t('more.importEml')}</Menu.Item>
          <Menu.Item onClick={() => viewer.current?.click()}>{t('more.viewEml')}</Menu.Item>
          <Menu.Item onClick={() => attempt(() => exportEml(composeState().content))}>
            {t('more.exportEml')}
          </Menu.Item>
          <Menu.Item onClick={() => attempt(copyCommand)}>{t('more.commandLine')}</Menu.Item>
          <Menu.Item onClick={() => attempt(() => printContent(composeState().content))}>
            {t('more.print')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={chooser}
        type="file"
        accept=".eml,message/rfc822"
        hidden
        aria-label={t('more.importEml')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) attempt(() => importEml(file))
        }}
      />
      <input
        ref={viewer}
        type="file"
        accept=".eml,message/rfc822"
        hidden
        aria-label={t('more.viewEml')}
        onChange={(event) => {
          setViewed(event.currentTarget.files?.[0] ?? null)
          event.currentTarget.value = ''
        }}
      />
      {viewed !== null && <EmlDialog file={viewed} onClose={() => setViewed(null)} />}
      <SaveTemplateDialog isOpen={dialog === 'save'} onClose={() => setDialog(null)} />
      <InsertTemplateDialog isOpen={dialog === 'insert'} onClose={() => setDialog(null)} />
    </>
  )
}

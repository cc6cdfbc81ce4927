import { Group, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyKind, DraftContent } from '../../../../shared/draft-types.ts'
import { BodyEditor } from './body-editor.tsx'
import type { BodyEditorProps } from './body-editor-props.ts'
import { convertBody } from './convert.ts'
import { ConvertDialog } from './convert-dialog.tsx'
import { type Loss, lossesOf } from './convert-losses.ts'
import { LanguageSelect } from './language-select.tsx'

interface BodyFieldProps extends Pick<BodyEditorProps, 'fields' | 'onImage'> {
  /** Its body is read when the editor opens: give another `key` to show another text. */
  readonly content: DraftContent
  readonly onChange: (change: Partial<Pick<DraftContent, 'body' | 'language'>>) => void
}

const KINDS: readonly BodyKind[] = ['rich', 'markdown', 'html', 'plain']

/** The body with the choice of its kind; changing the kind converts, and asks where something would be lost. */
export function BodyField({ content, onChange, ...editor }: BodyFieldProps) {
  const { t, i18n } = useTranslation('compose')
  const { body, language, attachments } = content
  const [asked, setAsked] = useState<{ readonly kind: BodyKind; readonly losses: readonly Loss[] } | null>(
    null,
  )

  async function change(kind: BodyKind): Promise<void> {
    setAsked(null)
    onChange({ body: { kind, source: await convertBody(body.kind, kind, body.source) } })
  }

  function choose(value: string): void {
    const kind = KINDS.find((each) => each === value)
    if (kind === undefined || kind === body.kind) return
    const losses = lossesOf(body.kind, kind, body.source)
    if (losses.length > 0) setAsked({ kind, losses })
    else void change(kind)
  }

  return (
    <Stack gap={6} style={{ flex: 1, minHeight: 0 }}>
      <Group gap="xs" justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t('body.kind')}
          value={body.kind}
          onChange={choose}
          data={KINDS.map((kind) => ({ value: kind, label: t(`body.${kind}`) }))}
        />
        {(body.kind === 'rich' || body.kind === 'markdown') && (
          <LanguageSelect language={language} onChange={(chosen) => onChange({ language: chosen })} />
        )}
      </Group>
      <BodyEditor
        key={`${body.kind} ${i18n.language}`}
        kind={body.kind}
        source={body.source}
        attachments={attachments}
        onChange={(source) => onChange({ body: { kind: body.kind, source } })}
        {...editor}
      />
      <ConvertDialog
        from={body.kind}
        asked={asked}
        onKeep={() => setAsked(null)}
        onChange={(kind) => void change(kind)}
      />
    </Stack>
  )
}

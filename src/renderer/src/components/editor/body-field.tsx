import { SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyKind, DraftContent } from '../../../../shared/draft-types.ts'
import { BodyEditor } from './body-editor.tsx'
import type { BodyEditorProps } from './body-editor-props.ts'
import { convertBody, losesFormatting } from './convert.ts'
import { ConvertDialog } from './convert-dialog.tsx'

type Body = DraftContent['body']

interface BodyFieldProps extends Pick<BodyEditorProps, 'fields' | 'onImage'> {
  /** Read when the editor opens: give another `key` to show another text. */
  readonly body: Body
  readonly onChange: (body: Body) => void
}

const KINDS: readonly BodyKind[] = ['rich', 'markdown', 'html', 'plain']

/** The body with the choice of its kind; changing the kind converts, and asks where something would be lost. */
export function BodyField({ body, onChange, ...editor }: BodyFieldProps) {
  const { t } = useTranslation('compose')
  const [asked, setAsked] = useState<BodyKind | null>(null)

  async function change(kind: BodyKind): Promise<void> {
    setAsked(null)
    onChange({ kind, source: await convertBody(body.kind, kind, body.source) })
  }

  function choose(value: string): void {
    const kind = KINDS.find((each) => each === value)
    if (kind === undefined || kind === body.kind) return
    if (losesFormatting(body.kind, kind, body.source)) setAsked(kind)
    else void change(kind)
  }

  return (
    <Stack gap={6} style={{ flex: 1, minHeight: 0 }}>
      <SegmentedControl
        size="xs"
        aria-label={t('body.kind')}
        value={body.kind}
        onChange={choose}
        data={KINDS.map((kind) => ({ value: kind, label: t(`body.${kind}`) }))}
        style={{ alignSelf: 'flex-start' }}
      />
      <BodyEditor
        key={body.kind}
        kind={body.kind}
        source={body.source}
        onChange={(source) => onChange({ kind: body.kind, source })}
        {...editor}
      />
      <ConvertDialog
        from={body.kind}
        to={asked}
        onKeep={() => setAsked(null)}
        onChange={(kind) => void change(kind)}
      />
    </Stack>
  )
}

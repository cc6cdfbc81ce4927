import { Loader } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyKind } from '../../../../shared/draft-types.ts'
import classes from './editor.module.css'

const RichEditor = lazy(() => import('./rich-editor.tsx').then((it) => ({ default: it.RichEditor })))
const CodeEditor = lazy(() => import('./code-editor.tsx').then((it) => ({ default: it.CodeEditor })))

export interface BodyEditorProps {
  readonly kind: BodyKind
  /** Read when the editor opens: give it another `key` to show another text. */
  readonly source: string
  readonly onChange: (source: string) => void
  /** Columns offered as `{{ column }}`. */
  readonly fields?: readonly string[]
  /** Takes a picture in and gives its contentId; without it pictures cannot be put in. */
  readonly onImage?: (file: File) => Promise<string | null>
}

/** The editor for a kind of body, loaded when it is first needed. */
export function BodyEditor(props: BodyEditorProps) {
  const { t } = useTranslation('compose')
  return (
    <div className={classes.editor}>
      <Suspense fallback={<Loader size="sm" m="sm" aria-label={t('body.loading')} />}>
        {props.kind === 'rich' ? (
          <RichEditor {...props} />
        ) : (
          <CodeEditor key={props.kind} {...props} kind={props.kind} label={t('body.label')} />
        )}
      </Suspense>
    </div>
  )
}

import { Loader } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyEditorProps } from './body-editor-props.ts'
import classes from './editor.module.css'

const RichEditor = lazy(() => import('./rich-editor.tsx').then((it) => ({ default: it.RichEditor })))
const CodeEditor = lazy(() => import('./code-editor.tsx').then((it) => ({ default: it.CodeEditor })))

/** The editor for a kind of body, loaded when it is first needed. */
export function BodyEditor(props: BodyEditorProps) {
  const { t } = useTranslation('compose')
  return (
    <div className={classes.editor}>
      <Suspense fallback={<Loader size="sm" m="sm" aria-label={t('body.loading')} />}>
        {props.kind === 'rich' ? (
          <RichEditor {...props} />
        ) : (
          <CodeEditor key={props.kind} {...props} kind={props.kind} />
        )}
      </Suspense>
    </div>
  )
}

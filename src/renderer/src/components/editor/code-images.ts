import type { EditorView } from '@codemirror/view'
import type { BodyKind } from '../../../../shared/draft-types.ts'
import type { BodyEditorProps } from './body-editor-props.ts'
import { descriptionOf } from './images-among.ts'

/** Takes pictures in one after the other and writes each where the cursor is by then. */
export async function insertCodeImages(
  files: readonly File[],
  view: EditorView,
  kind: Exclude<BodyKind, 'rich'>,
  onImage: NonNullable<BodyEditorProps['onImage']>,
): Promise<void> {
  for (const file of files) {
    const contentId = await onImage(file)
    if (!contentId) continue
    const name = descriptionOf(file)
    const html = `<img src="cid:${contentId}" alt="${name}">`
    view.dispatch(view.state.replaceSelection(kind === 'html' ? html : `![${name}](cid:${contentId})`))
  }
}

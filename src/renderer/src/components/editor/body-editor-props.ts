import type { BodyKind, DraftAttachment } from '../../../../shared/draft-types.ts'

export interface BodyEditorProps {
  readonly kind: BodyKind
  /** Read when the editor opens: give it another `key` to show another text. */
  readonly source: string
  readonly onChange: (source: string) => void
  /** Columns offered as `{{ column }}`; where there are any, a field that is none of them is marked. */
  readonly fields?: readonly string[]
  /** Where the pictures of the text come from. */
  readonly attachments?: readonly DraftAttachment[]
  /** Takes a picture in and gives its contentId; without it pictures cannot be put in. */
  readonly onImage?: (file: File) => Promise<string | null>
}

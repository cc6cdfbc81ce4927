import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { html } from '@codemirror/lang-html'
import { markdown } from '@codemirror/lang-markdown'
import { bracketMatching, syntaxHighlighting } from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import type { BodyKind } from '../../../../shared/draft-types.ts'
import { codeHighlight } from './code-highlight.ts'
import { liquidMarks } from './code-liquid.ts'
import { fieldPlaceholder } from './field-placeholder.ts'
import { fieldsFor } from './liquid/typed-field.ts'

export interface CodeWords {
  readonly label: string
  readonly placeholder: string
  /** CodeMirror's own words in the language of the app. */
  readonly phrases: Readonly<Record<string, string>>
}

export function codeExtensions(
  kind: Exclude<BodyKind, 'rich'>,
  { label, placeholder: hint, phrases }: CodeWords,
  fields: () => readonly string[],
): Extension {
  const complete = (context: CompletionContext) => completeField(context, fields())
  return [
    history(),
    search(),
    // Tab goes to the next control, as everywhere else in the window. Ctrl+Enter sends.
    keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap, ...searchKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label }),
    placeholder(hint),
    EditorState.phrases.of(phrases),
    EditorState.languageData.of(() => [{ autocomplete: complete }]),
    autocompletion({ icons: false }),
    kind === 'plain' ? [] : [bracketMatching(), kind === 'html' ? html() : markdown()],
    syntaxHighlighting(codeHighlight),
    liquidMarks,
  ]
}

/** Follows the theme of the window; exchanged without touching the text or what can be undone. */
export function codeTheme(isDark: boolean): Extension {
  return EditorView.theme(
    {
      '&': { backgroundColor: 'transparent', color: 'inherit' },
      '.cm-cursor': { borderLeftColor: 'currentColor' },
      '&.cm-focused': { outline: 'none' },
    },
    { dark: isDark },
  )
}

/** Offers the columns after `{{`. */
function completeField(context: CompletionContext, fields: readonly string[]): CompletionResult | null {
  const typed = context.matchBefore(/\{\{-?\s*[^{}\s|]*/)
  if (typed === null || fields.length === 0) return null
  return {
    from: typed.from,
    filter: false,
    options: fieldsFor(typed.text.replace(/^\{\{-?\s*/, ''), fields).map((field) => ({
      label: field,
      apply: fieldPlaceholder(field),
      type: 'variable',
    })),
  }
}

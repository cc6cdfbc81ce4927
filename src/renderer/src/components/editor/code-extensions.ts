import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { html } from '@codemirror/lang-html'
import { markdown } from '@codemirror/lang-markdown'
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import type { BodyKind } from '../../../../shared/draft-types.ts'
import { fieldPlaceholder } from './field-placeholder.ts'

export function codeExtensions(
  kind: Exclude<BodyKind, 'rich'>,
  label: string,
  isDark: boolean,
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
    EditorView.theme(
      {
        '&': { backgroundColor: 'transparent', color: 'inherit' },
        '.cm-cursor': { borderLeftColor: 'currentColor' },
        '&.cm-focused': { outline: 'none' },
      },
      { dark: isDark },
    ),
    EditorState.languageData.of(() => [{ autocomplete: complete }]),
    autocompletion(),
    kind === 'plain' ? [] : [bracketMatching(), kind === 'html' ? html() : markdown()],
    // The default colours are made for a light ground.
    isDark ? [] : syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
  ]
}

/** Offers the columns after `{{`. */
function completeField(context: CompletionContext, fields: readonly string[]): CompletionResult | null {
  const typed = context.matchBefore(/\{\{\s*[\w-]*/)
  if (typed === null || fields.length === 0) return null
  return {
    from: typed.from,
    filter: false,
    options: fields
      .filter((field) => field.toLowerCase().startsWith(typed.text.replace(/^\{\{\s*/, '').toLowerCase()))
      .map((field) => ({ label: field, apply: fieldPlaceholder(field), type: 'variable' })),
  }
}

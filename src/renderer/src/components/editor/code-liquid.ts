import { Decoration, type DecorationSet, MatchDecorator, ViewPlugin } from '@codemirror/view'
import { liquidPattern } from './liquid/liquid-text.ts'

const mark = Decoration.mark({ class: 'cm-liquid' })

/** Placeholders stand out in every kind of code. */
const decorator = new MatchDecorator({ regexp: liquidPattern(), decoration: mark })

interface Decorated {
  decorations: DecorationSet
}

export const liquidMarks = ViewPlugin.define(
  (view): Decorated & { update(update: Parameters<MatchDecorator['updateDeco']>[0]): void } => ({
    decorations: decorator.createDeco(view),
    update(update) {
      this.decorations = decorator.updateDeco(update, this.decorations)
    },
  }),
  { decorations: ({ decorations }) => decorations },
)

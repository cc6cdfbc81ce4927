/** Cuts Liquid source into what the author wrote literally and what Liquid will work on. */
import { type Token, Tokenizer, TypeGuards } from 'liquidjs'
import { isKnownTag, TAG_NAMES } from './engine.ts'
import { invalidSource } from './liquid-error.ts'
import { invalidTemplate, type TextPlace } from './text-place.ts'

export interface LiquidPiece {
  /** `output` writes text, `block` decides, repeats or comments. */
  readonly kind: 'literal' | 'output' | 'block'
  readonly text: string
}

/** LiquidJS takes time in proportion to the square of these. */
const MOST_PLACEHOLDERS = 10_000
const LONGEST_SOURCE = 16 * 1024 * 1024

/** Tags that write text, though they are no `{{ … }}`. */
const WRITING_TAGS = ['echo', 'cycle', 'raw']

/** A comment and a raw region are one piece. Throws InputError for tags that are not offered. */
export function scanLiquid(source: string, place: TextPlace): readonly LiquidPiece[] {
  if (source.length > LONGEST_SOURCE)
    throw invalidTemplate('the text is larger than 16 million characters', place)
  if (source.split(/\{[{%]/, MOST_PLACEHOLDERS + 2).length > MOST_PLACEHOLDERS + 1) {
    throw invalidTemplate(`there are more than ${MOST_PLACEHOLDERS} placeholders`, place)
  }
  const tokens = tokensOf(source, place)
  const pieces: LiquidPiece[] = []
  for (let token = tokens.shift(); token; token = tokens.shift()) {
    const end = regionEnd(token, tokens)
    pieces.push({ kind: kindOf(token, place), text: source.slice(token.begin, end) })
  }
  return pieces
}

function tokensOf(source: string, place: TextPlace): Token[] {
  try {
    return new Tokenizer(source).readTopLevelTokens()
  } catch (error) {
    throw invalidSource(error, place)
  }
}

function kindOf(token: Token, place: TextPlace): LiquidPiece['kind'] {
  if (TypeGuards.isOutputToken(token)) return 'output'
  if (!TypeGuards.isTagToken(token)) return 'literal'
  if (!isKnownTag(token.name)) {
    const problem = `the tag ${token.name} is not offered; the tags are ${TAG_NAMES}`
    throw invalidTemplate(problem, place, token.getPosition()[0])
  }
  return WRITING_TAGS.includes(token.name) ? 'output' : 'block'
}

/** Takes the tokens inside a comment or raw region out of the list. */
function regionEnd(token: Token, rest: Token[]): number {
  if (!TypeGuards.isTagToken(token) || (token.name !== 'comment' && token.name !== 'raw')) return token.end
  let end = token.end
  for (let next = rest.shift(); next; next = rest.shift()) {
    end = next.end
    if (TypeGuards.isTagToken(next) && next.name === `end${token.name}`) break
  }
  return end
}

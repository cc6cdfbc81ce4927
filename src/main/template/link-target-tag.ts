/** A tag of our own, put around link targets that hold values: renders the target and judges it. */
import {
  type Context,
  type Emitter,
  type Liquid,
  type Parser,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs'
import { columnsOf } from './columns.ts'
import { assertSafeTarget } from './link-target.ts'

/** No author's tag: `isKnownTag` refuses it before it gets here. */
const NAME = 'link_target'

export class LinkTargetTag extends Tag {
  static readonly tagName = NAME
  readonly #attribute: string
  readonly #templates: Template[] = []

  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, rest, liquid)
    this.#attribute = token.args
    for (let next = rest.shift(); next; next = rest.shift()) {
      if ('name' in next && next.name === `end${NAME}`) return
      this.#templates.push(parser.parseToken(next, rest))
    }
    throw new Error(`the target in ${this.#attribute} is not closed`)
  }

  /** The Liquid source around a target in an HTML attribute. */
  static around(attribute: string): readonly [open: string, close: string] {
    return [`{% ${NAME} ${attribute} %}`, `{% end${NAME} %}`]
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
    const target = yield this.liquid.renderer.renderTemplates(this.#templates, context)
    assertSafeTarget(target, this.#attribute, () => this.#columns(context))
    emitter.write(target)
  }

  /** Names of loops and assignments are no columns. */
  #columns({ globals: row }: Context): readonly string[] {
    return columnsOf(this.#templates).filter((name) => Object.hasOwn(row, name))
  }

  // biome-ignore lint/correctness/useYield: LiquidJS takes the return value.
  *children(): Generator<unknown, Template[]> {
    return this.#templates
  }
}

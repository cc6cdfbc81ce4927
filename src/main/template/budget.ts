/** How much one render may do, counted in characters and loop turns rather than time: same input, same outcome. */
import { CaptureTag, type Context, ForTag, type Liquid } from 'liquidjs'

/** Characters made and list items touched while rendering one field. */
const MOST_WORK = 10_000_000
/** A turn of a loop costs as much as this many characters: 100,000 turns at most. */
const TURN = 100

/** The longest text one field may become, in UTF-16 units. */
export const LONGEST_RESULT = 32 * 1024 * 1024

/** Thrown inside the engine, told to people with the name of the field. */
export class TooMuchWork extends Error {
  constructor() {
    super('it loops too often or grows too large; shorten the loops')
  }
}

/** Makes the engine's own accounting end in an error that can be told apart. */
export function limitWork(context: Context): void {
  let left = MOST_WORK
  context.memoryLimit.use = (count: number) => {
    if (count > 0) left -= count
    if (left < 0) throw new TooMuchWork()
  }
}

type Arguments<T> = T extends new (...args: infer A) => unknown ? A : never

/** LiquidJS counts the items of a range but not the turns of nested loops over one list. */
class CountedFor extends ForTag {
  constructor(...args: Arguments<typeof ForTag>) {
    super(...args)
    const turn = { token: this.token, render: (context: Context) => context.memoryLimit.use(TURN) }
    this.templates.unshift(turn)
  }
}

/** LiquidJS does not count captured text, which a loop can double at every turn. */
class CountedCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield super.render(context)
    const captured: unknown = Reflect.get(context.bottom(), this.variable)
    context.memoryLimit.use(String(captured).length)
  }
}

export function countLoops(engine: Liquid): void {
  engine.registerTag('for', CountedFor)
  engine.registerTag('capture', CountedCapture)
}

/** LiquidJS's exceptions, told as ours. */
import { LiquidError } from 'liquidjs'
import type { InputError } from '../../shared/errors.ts'
import { TooMuchWork } from './budget.ts'
import { UnclearExpression } from './columns.ts'
import { UnsafeTarget } from './link-target.ts'
import { invalidTemplate, rowError, type TextPlace } from './text-place.ts'

/** For an exception of scanning or parsing. What is no fault of the source is thrown as it is. */
export function invalidSource(error: unknown, place: TextPlace): InputError {
  if (error instanceof UnclearExpression) return invalidTemplate(error.message, place, error.line)
  // Told by compileTemplate, as for Markdown and HTML.
  if (LiquidError.is(error) && error.originalError instanceof RangeError) throw error.originalError
  if (LiquidError.is(error)) return invalidTemplate(reasonOf(error), place, error.token.getPosition()[0])
  throw error
}

/** For an exception of rendering. What is no fault of the row is thrown as it is. */
export function unrenderable(error: unknown, place: TextPlace): InputError {
  const cause = LiquidError.is(error) ? (error.originalError ?? error) : error
  if (cause instanceof UnsafeTarget) return rowError('unsafe-link', cause.message, place)
  // V8 cannot make a longer string.
  if (cause instanceof RangeError) return rowError('row-not-rendered', new TooMuchWork().message, place)
  if (LiquidError.is(error)) return rowError('row-not-rendered', reasonOf(error), place)
  throw error
}

/** LiquidJS appends the position to its messages. */
function reasonOf(error: LiquidError): string {
  return (error.originalError?.message ?? error.message).replace(/, line:\d+, col:\d+$/, '')
}

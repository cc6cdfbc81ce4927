/** Many lines on their way out of the program. */

/** Lines written at a time: large enough to be quick, small enough to stay flat in memory. */
const LINES_PER_BLOCK = 1000

/** The lines, many at a time. */
export function* blocks(lines: Iterable<string>): Generator<string> {
  let block: string[] = []
  for (const line of lines) {
    block.push(line)
    if (block.length < LINES_PER_BLOCK) continue
    yield block.join('')
    block = []
  }
  if (block.length > 0) yield block.join('')
}

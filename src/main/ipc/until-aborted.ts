/** Leaves a source that is slow to answer as soon as the user cancels. */

/** Throws the reason of the signal; the source ends by itself, with its own time limits. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  aborted.promise.catch(() => undefined)
  signal.addEventListener('abort', abort)
  const iterator = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted.promise])
      if (next.done === true) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', abort)
    // Not awaited: it may be in the middle of a step.
    iterator.return?.().catch(() => undefined)
  }
}

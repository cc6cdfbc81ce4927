/** The backend that keeps nothing: everything is accepted and forgotten. */
import type { Backend } from './backend.ts'
import { SequentialBackend } from './sequential.ts'

export function dummyBackend(): Backend {
  return new SequentialBackend('dummy', { deliver: () => Promise.resolve(undefined) })
}

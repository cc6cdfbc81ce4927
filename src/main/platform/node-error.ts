/** Tells the errors of Node's own modules, which carry a `code`, from all others. */
export function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

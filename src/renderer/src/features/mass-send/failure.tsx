import { ErrorNotice } from '../../components/error-notice.tsx'

export interface FailureProps {
  /** Null: nothing is shown. */
  readonly error: unknown
  /** What was not done. */
  readonly title: string
}

/** The notice of an error that may not have happened. */
export function Failure({ error, title }: FailureProps) {
  return error === null || error === undefined ? null : <ErrorNotice error={error} title={title} />
}

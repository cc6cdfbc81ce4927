/** What sending throws when the message itself was fine: it was refused, or the session broke. */

import { EnvironmentError } from '../../shared/errors.ts'
import type { SendResult } from '../../shared/mail-types.ts'
import { SessionError } from '../backends/session-error.ts'
import type { SendMessagesReport } from './report.ts'

/** The message was not accepted for every recipient; `result` tells each one's fate. */
export class DeliveryError extends EnvironmentError {
  readonly result: SendResult

  constructor(result: SendResult) {
    const refused = result.recipients.filter(({ state }) => state !== 'accepted')
    const fates = refused.map(({ address, state, code, text }) =>
      [`${address} ${state}`, [code, text].filter(Boolean).join(' ')].filter(Boolean).join(': '),
    )
    super('not-accepted', `The message was not accepted for every recipient: ${fates.join('; ')}.`)
    this.result = result
  }
}

/** Some of many messages were not accepted; `report` tells each one's fate. */
export class MassDeliveryError extends EnvironmentError {
  readonly report: SendMessagesReport

  constructor(report: SendMessagesReport) {
    const failed = report.results.find(({ error }) => error)
    const total = report.results.length
    super(
      'not-accepted',
      `${report.sent} of ${total} messages were accepted. The first that was not: ${failed?.error?.message}`,
      {},
      { cause: failed?.error },
    )
    this.report = report
  }
}

/** The session failed; `report` tells what had happened before. Messages it does not name were not sent. */
export class SessionBrokenError extends SessionError {
  readonly report: SendMessagesReport

  constructor(cause: SessionError, report: SendMessagesReport) {
    const { code, message, reply, transient, place } = cause
    super(code, message, { reply, transient, place, cause })
    this.report = report
  }
}

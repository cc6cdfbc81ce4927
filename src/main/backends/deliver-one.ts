/** Sends one message and tells what became of it, also when the session broke right afterwards. */
import type { MimeMessage, SendResult } from '../../shared/mail-types.ts'
import type { Backend } from './backend.ts'
import { SessionError } from './session-error.ts'

/** Rejects with the SessionError when the session failed before anything could become of the message. */
export async function deliverOne(backend: Backend, message: MimeMessage): Promise<SendResult> {
  let told: SendResult | undefined
  const settled = async (_: MimeMessage, result: SendResult) => {
    told = result
  }
  try {
    const { results } = await backend.sendMessages([message], { settled })
    told ??= results[0]
  } catch (error) {
    if (!(error instanceof SessionError && told)) throw error
  }
  return told ?? { messageId: message.messageId, state: 'failed', recipients: [], queueId: null }
}

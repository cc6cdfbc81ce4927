/** The Ids port on the system's random numbers. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../batch/ports.ts'

/** `host` is the part after the @ of a Message-ID, in its ASCII form. */
export function randomIds(host: string): Ids {
  return {
    messageId: () => `<${randomUUID()}@${host}>`,
    batchId: (now) => {
      const time = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
      return `${time}-${randomBytes(3).toString('hex')}`
    },
    random: () => Math.random(),
  }
}

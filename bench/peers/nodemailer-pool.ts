/** The peer: nodemailer's pool, given messages that are rendered already. Runs as its own process. */
import { readFile } from 'node:fs/promises'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { optionsOf, printFigures } from '../lib/children.ts'
import { readRendered } from '../lib/rendered-mail.ts'

const { port, connections, rendered, attachment } = optionsOf(
  z.object({
    port: z.number(),
    connections: z.number(),
    rendered: z.string(),
    attachment: z.string().optional(),
  }),
)

const mails = await readRendered(rendered)
const content = attachment === undefined ? undefined : await readFile(attachment)
const attachments = content && [{ filename: 'report.pdf', content, contentType: 'application/pdf' }]
const pool = createTransport({
  pool: true,
  host: '127.0.0.1',
  port,
  ignoreTLS: true,
  maxConnections: connections,
  // Its default of 100 would make it connect anew again and again.
  maxMessages: Number.POSITIVE_INFINITY,
})

const startedAt = performance.now()
await sendAll()
const ms = performance.now() - startedAt
pool.close()
printFigures({ sent: mails.length, ms })

/** As its documentation advises: a new message whenever the pool has room. */
function sendAll(): Promise<void> {
  const queue = mails.values()
  let left = mails.length
  return new Promise((resolve, reject) => {
    const fill = (): void => {
      while (pool.isIdle()) {
        const { value: mail } = queue.next()
        if (!mail) return
        pool.sendMail({ ...mail, ...(attachments && { attachments }) }).then(() => {
          if (--left === 0) resolve()
        }, reject)
      }
    }
    pool.on('idle', fill)
    fill()
  })
}

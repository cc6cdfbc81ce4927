/** The rendered messages as a peer reads them back. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const schema = z.object({
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  headers: z.record(z.string(), z.string()),
  text: z.string(),
  html: z.string(),
})

export type RenderedMail = z.infer<typeof schema>

export async function readRendered(path: string): Promise<readonly RenderedMail[]> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  return lines.map((line) => schema.parse(JSON.parse(line)))
}

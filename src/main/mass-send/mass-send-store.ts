/** The mass send that is being prepared, kept so that its screen can be left and entered again. */
import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { EMPTY_DRAFT } from '../../shared/draft-types.ts'
import { EnvironmentError } from '../../shared/errors.ts'
import type { MassSend } from '../../shared/list-types.ts'
import { isNodeError } from '../platform/node-error.ts'

export const NEW_MASS_SEND: MassSend = {
  list: null,
  content: EMPTY_DRAFT,
  attachmentTemplate: '',
  attachmentFiles: [],
  options: {
    connections: null,
    rate: null,
    retry: 'default',
    duplicates: 'first',
    onMissingAttachment: 'block',
    startAt: null,
    notAfter: null,
    marketing: false,
  },
  step: 0,
}

export class MassSendStore {
  readonly #file: string
  readonly #schema: z.ZodType<MassSend>
  /** Saves come while one types: the latest must also be written last. */
  #saved: Promise<void> = Promise.resolve()

  constructor(dataDir: string, schema: z.ZodType<MassSend>) {
    this.#file = join(dataDir, 'mass-send.json')
    this.#schema = schema
  }

  /** A new one where there is none, or none that can be understood. */
  async load(): Promise<MassSend> {
    await this.#saved.catch(() => undefined)
    try {
      const parsed = this.#schema.safeParse(JSON.parse(await readFile(this.#file, 'utf8')))
      return parsed.success ? parsed.data : NEW_MASS_SEND
    } catch (error) {
      if (error instanceof SyntaxError || (isNodeError(error) && error.code === 'ENOENT'))
        return NEW_MASS_SEND
      throw this.#failure(error)
    }
  }

  save(mass: MassSend): Promise<void> {
    this.#saved = this.#saved.catch(() => undefined).then(() => this.#write(mass))
    return this.#saved
  }

  async #write(mass: MassSend): Promise<void> {
    const beside = `${this.#file}.${randomUUID()}.tmp`
    try {
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(JSON.stringify(mass))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, this.#file)
    } catch (error) {
      await rm(beside, { force: true })
      throw this.#failure(error)
    }
  }

  #failure(error: unknown): unknown {
    if (!isNodeError(error)) return error
    return new EnvironmentError(
      'store-failed',
      `${this.#file} cannot be used (${error.code ?? error.message}): what you entered is still on the screen.`,
      { file: this.#file },
      { cause: error },
    )
  }
}

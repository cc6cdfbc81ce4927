import { describe, expect, it, onTestFinished } from 'vitest'
import { DraftStore } from '../../src/main/drafts/draft-store.ts'
import { draftContentSchema } from '../../src/main/ipc/schemas.ts'
import { EMPTY_DRAFT } from '../../src/shared/draft-types.ts'
import { tempDir } from '../helpers/temp-dir.ts'

async function draftsForTest() {
  const dataDir = await tempDir()
  let time = 1_000
  const open = (): DraftStore => {
    const store = new DraftStore(dataDir, draftContentSchema, () => time++)
    onTestFinished(() => store.close())
    return store
  }
  return { drafts: open(), open }
}

const draft = (subject: string) => ({ ...EMPTY_DRAFT, subject, to: ['ann@example.com'] })

describe('drafts', () => {
  it('keep every version, newest first, and survive the end of the program', async () => {
    const { drafts, open } = await draftsForTest()
    const { id } = drafts.save(null, draft('one'))
    drafts.save(id, draft('two'))
    const again = open()
    expect(again.get(id)).toEqual({ id, version: 2, savedAt: 1_001, content: draft('two') })
    expect(again.versions(id).map(({ version, subject }) => [version, subject])).toEqual([
      [2, 'two'],
      [1, 'one'],
    ])
    expect(again.version(id, 1).content.subject).toBe('one')
  })

  it('of an earlier version, which knew no language, can be opened', () => {
    const { language: _, ...earlier } = draft('one')
    expect(draftContentSchema.parse(earlier)).toEqual(draft('one'))
    const wrong = { ...draft('one'), language: 'en"><script>' }
    expect(draftContentSchema.safeParse(wrong).success).toBe(false)
  })

  it('append nothing for the same content', async () => {
    const { drafts } = await draftsForTest()
    const first = drafts.save(null, draft('one'))
    expect(drafts.save(first.id, draft('one'))).toEqual(first)
    expect(drafts.versions(first.id)).toHaveLength(1)
  })

  it('keep the last 200 versions', async () => {
    const { drafts } = await draftsForTest()
    const { id } = drafts.save(null, draft('0'))
    for (let n = 1; n <= 205; n++) drafts.save(id, draft(String(n)))
    const versions = drafts.versions(id)
    expect(versions).toHaveLength(200)
    expect(versions[0]?.subject).toBe('205')
    expect(versions.at(-1)?.subject).toBe('6')
  })

  it('are listed by when they were saved last', async () => {
    const { drafts } = await draftsForTest()
    const { id } = drafts.save(null, draft('old'))
    drafts.save(null, draft('new'))
    drafts.save(id, draft('old, changed'))
    expect(drafts.list().map(({ subject, to }) => [subject, to])).toEqual([
      ['old, changed', 'ann@example.com'],
      ['new', 'ann@example.com'],
    ])
  })

  it('that were removed are unknown, and cannot come back by a late save', async () => {
    const { drafts } = await draftsForTest()
    const { id } = drafts.save(null, draft('one'))
    drafts.remove(id)
    const unknown = expect.objectContaining({ code: 'unknown-item' })
    expect(() => drafts.get(id)).toThrow(unknown)
    expect(() => drafts.version(id, 1)).toThrow(unknown)
    expect(() => drafts.save(id, draft('two'))).toThrow(unknown)
    expect(drafts.list()).toEqual([])
  })
})

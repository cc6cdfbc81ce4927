import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { describe, expect, it, onTestFinished } from 'vitest'
import { draftContentSchema } from '../../src/main/ipc/schemas.ts'
import { SAMPLE_TEMPLATES } from '../../src/main/template-library/sample-templates.ts'
import { TemplateLibrary } from '../../src/main/template-library/template-library.ts'
import { EMPTY_DRAFT } from '../../src/shared/draft-types.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { renderText } from '../helpers/template.ts'

function libraryIn(dataDir: string): TemplateLibrary {
  const library = new TemplateLibrary(dataDir, draftContentSchema, () => 7)
  onTestFinished(() => library.close())
  return library
}

describe('the template library', () => {
  it('starts with samples, which do not come back once they were removed', async () => {
    const dataDir = await tempDir()
    const library = libraryIn(dataDir)
    expect(library.list().map(({ name }) => name)).toEqual(['Payment reminder', 'Welcome'])
    for (const { id } of library.list()) library.remove(id)
    expect(libraryIn(dataDir).list()).toEqual([])
  })

  it('saves, renames and gives back', async () => {
    const library = libraryIn(await tempDir())
    const content = { ...EMPTY_DRAFT, subject: 'Hello {{ name }}' }
    const { id } = library.save(null, ' Hello ', content)
    const summary = { id, name: 'Hello', subject: content.subject, savedAt: 7 }
    expect(library.get(id)).toEqual({ summary, content })
    expect(library.save(id, 'Bye', content)).toEqual({ ...summary, name: 'Bye' })
  })

  it('refuses a name of blanks and templates that are gone', async () => {
    const library = libraryIn(await tempDir())
    expect(() => library.save(null, ' ', EMPTY_DRAFT)).toThrow(
      expect.objectContaining({ code: 'bad-argument' }),
    )
    const unknown = expect.objectContaining({ code: 'unknown-item' })
    expect(() => library.get('gone')).toThrow(unknown)
    expect(() => library.save('gone', 'x', EMPTY_DRAFT)).toThrow(unknown)
  })

  it.each(SAMPLE_TEMPLATES)(
    'has a sample, $name, that fits every row of the sample CSV',
    async ({ content }) => {
      const head = `format: ${content.body.kind === 'markdown' ? 'markdown' : 'html'}\nsubject: '${content.subject}'`
      const rows = createReadStream('resources/sample.csv').pipe(parse({ columns: true }))
      for await (const row of rows) {
        const document = renderText(`${head}\nto: ["{{ email }}"]`, content.body.source, row)
        expect(document.subject).toMatch(/\S/)
        expect(JSON.stringify(document)).toContain(row.number)
      }
    },
  )
})

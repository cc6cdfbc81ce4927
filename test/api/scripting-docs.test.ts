/** The examples of docs/scripting.md are programs: each is run as it stands. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { defaultDataDir } from '../../src/main/settings/data-dir.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const root = join(import.meta.dirname, '../..')
const page = await readFile(join(root, 'docs/scripting.md'), 'utf8')
const settings = /```json\n([^`]*)```/.exec(page)?.[1] ?? ''
const examples = Array.from(
  page.matchAll(/## ([^\n]*)\n```js\n([^`]*)```\n(?:```text\n([^`]*)```)?/g),
  ([, title = '', code = '', output = '']) => [title, code, output] as const,
)

describe('docs/scripting.md', () => {
  it('has an example under every task', () => {
    expect(examples.map(([title]) => title)).toEqual(
      Array.from(page.matchAll(/^## (.*)$/gm), ([, title]) => title).filter(
        (title) => title !== 'From Django',
      ),
    )
  })

  it.each(examples)('%s', async (_, code, output) => {
    const folder = await tempDir()
    const env = { PATH: process.env.PATH, HOME: folder, USERPROFILE: folder }
    const dataDir = defaultDataDir(env, process.platform, folder)
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, 'settings.json'), settings)
    await writeFile(join(folder, 'invoice.pdf'), '%PDF-1.4')
    // The published name points at built files; the sources are the same program.
    const api = pathToFileURL(join(root, 'src/main/api/index.ts')).href
    await writeFile(join(folder, 'example.mjs'), code.replace("'mailwright/mail'", `'${api}'`))
    const run = await promisify(execFile)(process.execPath, ['example.mjs'], { cwd: folder, env })
    expect(run).toEqual({ stdout: output, stderr: '' })
  })
})

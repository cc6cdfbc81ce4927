import { Readable, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/main/cli/main.ts'
import { lastJson, mergeProject } from '../helpers/merge-project.ts'

const CSV = 'email,name\na@example.com,A\nb@example.com,B\n'

describe('--marketing', () => {
  test('warns in the dry run and before sending, and sends all the same', async () => {
    const { merge, cli, data } = await mergeProject()
    const plan = lastJson(await merge(CSV, '--marketing', '--dry-run'))
    expect(plan.warnings).toMatchObject([
      { kind: 'list-unsubscribe', rows: 2, row: 1, line: 2 },
      { kind: 'list-unsubscribe-post', rows: 2, row: 1, line: 2 },
    ])
    const run = await merge(CSV, '--marketing')
    expect(run.code).toBe(0)
    expect(run.stderr).toMatch(/warning: 2 rows, first row 1 \(line 2\): .*List-Unsubscribe is missing/)
    expect(lastJson(run)).toMatchObject({ accepted: 2 })
    const files = ['--template', `${data}/mail.md`, '--csv', `${data}/rows.csv`]
    const shown = await cli('merge', ...files, '--marketing', '--dry-run')
    expect(shown.stdout).toContain('warning: 2 rows, first row 1 (line 2): The header List-Unsubscribe-Post')
  })

  test('warns where a person is asked for a yes', async () => {
    const { mergeArgs, caught } = await mergeProject()
    const said: string[] = []
    const sink = new Writable({
      write: (chunk, _, done) => {
        said.push(String(chunk))
        done()
      },
    })
    const person = { stdin: Readable.from(['no\n']), interactive: true, showsProgress: false, columns: 80 }
    const terminal = { ...person, stdout: sink, stderr: sink }
    expect(await main(await mergeArgs(CSV, '--marketing'), terminal, {})).toBe(2)
    expect(said.join('')).toMatch(/2 rows: 2 to send\n {2}warning: 2 rows.*\n.*\nSend through sandbox/)
    expect(await caught()).toEqual([])
  })

  test('warns about a free-mail sender that leaves through the host of a preset', async () => {
    const { merge } = await mergeProject('---\nfrom: me@gmail.com\nto: ["{{ email }}"]\n---\nHi {{ name }}\n')
    const through = async (preset: string) => {
      const options = ['--backend', 'smtp', '--set', `preset=${preset}`, '--dry-run', '--marketing']
      return JSON.stringify(lastJson(await merge(CSV, ...options)).warnings)
    }
    expect(await through('SendGrid')).toContain('free-mail-sender')
    expect(await through('gmail')).not.toContain('free-mail-sender')
  })

  test('is not assumed: other mail is not warned about', async () => {
    const { merge } = await mergeProject()
    expect(lastJson(await merge(CSV, '--dry-run')).warnings).toEqual([])
  })
})

test('addresses that differ only in case are sent to, with a warning', async () => {
  const { merge } = await mergeProject()
  const run = await merge('email,name\nAnn@example.com,A\nann@example.com,B\n')
  expect(run.stderr).toMatch(/warning: row 2 \(line 3\): ann@example\.com differs .*line 2/)
  expect(lastJson(run)).toMatchObject({ accepted: 2 })
})

describe('columns of the same name', () => {
  const TWICE = 'email,name,name\na@example.com,Ada,Lovelace\n'

  test('are refused unless the user has them numbered', async () => {
    const { merge, caught } = await mergeProject()
    const refused = await merge(TWICE)
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('“name”') })
    expect(await caught()).toEqual([])
    expect((await merge(TWICE, '--duplicate-columns', 'refuse')).code).toBe(2)
    expect(lastJson(await merge(TWICE, '--duplicate-columns', 'number'))).toMatchObject({ accepted: 1 })
    expect((await caught()).map(({ subject }) => subject)).toEqual(['Hello Ada'])
  })
})

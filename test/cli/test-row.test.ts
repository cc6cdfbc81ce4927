import { describe, expect, test } from 'vitest'
import { lastJson, mergeProject } from '../helpers/merge-project.ts'

const TEMPLATE = `---
from: shop@example.com
to: ["{{ email }}"]
cc: ["boss@example.com"]
bcc: ["archive@example.com"]
subject: "Hello {{ name }}"
---
Dear {{ name }}
`
const CSV = 'email,name\na@example.com,Ada\nb@example.com,Bøb\n'

describe('a test of one row', () => {
  test('reaches the given address only, with the row’s data and the tag, and is no batch', async () => {
    const { merge, caught, cli } = await mergeProject(TEMPLATE)
    const run = await merge(CSV, '--test-row', '2', '--test-to', 'me@example.com')
    expect(run.code).toBe(0)
    expect(lastJson(run)).toMatchObject({ sent: 1, recipients: [{ address: 'me@example.com' }] })
    const [mail, ...others] = await caught()
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      subject: '[TEST] Hello Bøb',
      text: expect.stringContaining('Dear Bøb'),
      to: [{ address: 'me@example.com' }],
    })
    expect(mail?.cc ?? []).toEqual([])
    expect(JSON.parse((await cli('batches', '--json')).stdout)).toEqual([])
  })

  test.each([
    ['a row without somebody to send it to', ['--test-row', '1'], /--test-to/],
    ['somebody without a row', ['--test-to', 'me@example.com'], /--test-row/],
    ['a row that is not there', ['--test-row', '3', '--test-to', 'me@example.com'], /2 rows.*no row 3/],
    ['no row at all', ['--test-row', '0', '--test-to', 'me@example.com'], /whole number/],
    ['a wrong address', ['--test-row', '1', '--test-to', 'me'], /"me"/],
    ['a dry run', ['--test-row', '1', '--test-to', 'me@example.com', '--dry-run'], /dry-run/],
    [
      'eleven addresses',
      [
        '--test-row',
        '1',
        ...Array.from({ length: 11 }, (_, i) => ['--test-to', `me${i}@example.com`]).flat(),
      ],
      /1 to 10 addresses/,
    ],
  ])('is refused with %s, and nothing is sent', async (_, args, message) => {
    const { merge, caught } = await mergeProject(TEMPLATE)
    expect(await merge(CSV, ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) })
    expect(await caught()).toEqual([])
  })
})

/** Runs python3 as an independent oracle: its `email` package has its own ideas about RFC 5322 and 2047. */
import { spawnSync } from 'node:child_process'

const probe = spawnSync('python3', ['--version'], { encoding: 'utf8' })

/** Whether python3 can be run here; tests that need it are skipped otherwise, and say so in one line. */
export const hasPython = probe.status === 0

if (!hasPython) {
  process.stderr.write('python3 is not installed: the tests that ask it for a second opinion are skipped.\n')
}

/**
 * Runs `script` once, with `input` already parsed from JSON as the variable `cases`, and returns what the
 * script leaves in the variable `result`, through JSON. Give it many cases at once: a start costs ~50 ms.
 * `command` is another Python than the first on the path.
 */
export function runPython(script: string, input: unknown, command = 'python3'): unknown {
  const program = `import json, sys\ncases = json.load(sys.stdin)\n${script}\njson.dump(result, sys.stdout)\n`
  const run = spawnSync(command, ['-X', 'utf8', '-c', program], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 25_000,
  })
  if (run.error) throw run.error
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status}:\n${run.stderr}`)
  return JSON.parse(run.stdout)
}

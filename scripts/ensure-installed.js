// Runs before `npm run demo` and `npm test` on whatever Node the machine has:
// a fresh clone installs and builds itself, an installed one loses no time.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const ready = existsSync('node_modules/.package-lock.json') && existsSync('out/main/cli.js')
if (!ready) {
  process.stdout.write('First run: installing and building (npm ci) …\n')
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
}

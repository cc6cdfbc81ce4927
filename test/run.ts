/** `npm test`: every check of the project in one run, closing with a line `N passed, N failed`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  'format and lint': ['biome', 'check', '.'],
  'import rules': ['depcruise', '--config', '.dependency-cruiser.json', 'src', 'bench'],
  'dead code': ['knip'],
  'types of src/shared': ['tsc', '-p', 'src/shared/tsconfig.json', '--noEmit'],
  types: ['tsc', '-p', 'tsconfig.json', '--noEmit'],
  'types of the preload script': ['tsc', '-p', 'src/preload', '--noEmit'],
  'types of the renderer': ['tsc', '-p', 'src/renderer', '--noEmit'],
  'types of the window bench': ['tsc', '-p', 'bench/ui', '--noEmit'],
  build: ['npm', 'run', '--silent', 'build'],
}

const tally = { passed: 0, failed: 0 }
for (const [name, [command = '', ...args]] of Object.entries(CHECKS)) {
  console.log(`\n> ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  status === 0 ? tally.passed++ : tally.failed++
}
console.log('\n> tests')
runVitest()
console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 ? 0 : 1

function runVitest(): void {
  const folder = mkdtempSync(join(tmpdir(), 'mailwright-run-'))
  const report = join(folder, 'report.json')
  try {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { status } = spawnSync('vitest', args, { stdio: 'inherit', shell: process.platform === 'win32' })
    const counts = JSON.parse(readFileSync(report, 'utf8'))
    tally.passed += Number(counts.numPassedTests)
    // A file that cannot even be loaded counts as no failed test, but the run still failed.
    tally.failed += Math.max(Number(counts.numFailedTests), status === 0 ? 0 : 1)
  } catch (error) {
    console.error(`The test runner left no report: ${error}`)
    tally.failed++
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

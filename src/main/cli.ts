#!/usr/bin/env node
/** The command line's entry: finds a Node that is new enough, then hands over. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** node:sqlite works without a flag from here on. */
const NEEDED = 24

const major = Number(process.versions.node.split('.')[0])
if (major >= NEEDED) {
  const { main } = await import('./cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  process.exitCode = runOnOwnNode()
}

/** The project's dev dependency `node` brings a current Node where the system has an old one. */
function runOnOwnNode(): number {
  const own = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url))
  if (!existsSync(own)) {
    process.stderr.write(
      `Mailwright needs Node ${NEEDED} or newer, this is ${process.versions.node}: install it, or run npm ci in the checkout.\n`,
    )
    return 3
  }
  const run = spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  return run.status ?? 3
}

/** A disk that fills up, or that nobody may write to. */
import { spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { tempDir } from './temp-dir.ts'

/** Whether the system's command could do its work. */
function asRoot(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}

/** The folder of a disk of so many megabytes, or undefined where this user may not mount one. */
export async function smallDisk(megabytes: number): Promise<string | undefined> {
  const folder = await tempDir()
  if (!asRoot('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) return undefined
  onTestFinished(() => void asRoot('umount', '-l', folder))
  return folder
}

export const NO_DISK = 'a small disk cannot be mounted here (needs root)'

/** From now on nothing on the disk can be changed. */
export function makeReadOnly(folder: string): void {
  if (!asRoot('mount', '-o', 'remount,ro', folder)) throw new Error(`${folder} stays writable.`)
}

export function makeWritable(folder: string): void {
  if (!asRoot('mount', '-o', 'remount,rw', folder)) throw new Error(`${folder} stays read-only.`)
}

/** Where settings and journal live: the folder Electron calls `userData`, so that all shells share it. */
import { posix, win32 } from 'node:path'

const APP = 'Mailwright'

type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/** `home` is the user's home folder; `platform` as in `process.platform`. */
export function defaultDataDir(env: EnvironmentVariables, platform: NodeJS.Platform, home: string): string {
  switch (platform) {
    case 'win32':
      return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), APP)
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', APP)
    default:
      return posix.join(env.XDG_CONFIG_HOME || posix.join(home, '.config'), APP)
  }
}

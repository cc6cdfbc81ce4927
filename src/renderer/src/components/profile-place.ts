import i18next from 'i18next'
import type { SettingsView } from '../../../shared/app-types.ts'
import { BUILT_IN_BACKENDS } from '../../../shared/settings-types.ts'

/** Where mail of a profile goes, in a word or two: the host of a server, the name of a module, a kind. */
export function profilePlace({ settings, presets }: SettingsView, name: string): string {
  const profile = settings.profiles[name]
  if (profile === undefined) return ''
  const { backend, options } = profile
  if (backend === 'smtp') {
    const preset = presets.find((one) => one.name === options.preset)
    return typeof options.host === 'string' ? options.host : (preset?.host ?? backend)
  }
  const known = BUILT_IN_BACKENDS.find((one) => one === backend)
  return known === undefined || known === 'smtp'
    ? (backend.split(/[\\/]/).at(-1) ?? backend)
    : i18next.t(`settings:backend_${known}`)
}

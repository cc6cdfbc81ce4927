import type { settings as en } from '../en/settings.ts'

export const settings: typeof en = {
  theme_system: 'システムに合わせる',
  theme_light: 'ライト',
  theme_dark: 'ダーク',
}

export const settings = {
  theme_system: 'like the system',
  theme_light: 'light',
  theme_dark: 'dark',
}

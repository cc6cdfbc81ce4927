/** Dense, calm, one accent; every text colour has at least 4.5:1 in both schemes (WCAG 2.2, 1.4.3). */
import { type CSSVariablesResolver, createTheme, Input, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eef6fb',
  '#d9eaf5',
  '#b3d4ea',
  '#88bcdf',
  '#62a5d3',
  '#4794c9',
  '#2f7fb5',
  '#20699b',
  '#185680',
  '#103f60',
]

const SMALL = { defaultProps: { size: 'xs' } }

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 7,
  colors: { accent },
  fontFamily: "'Inter Variable', 'Noto Sans JP', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Noto Sans Mono', monospace",
  fontSizes: { xs: '0.8125rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.125rem', lineHeight: '1.4' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: SMALL,
    SegmentedControl: SMALL,
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    // What takes the first focus otherwise is no item, and a menu may hold nothing else.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Table: { defaultProps: { verticalSpacing: 4, horizontalSpacing: 'xs', fz: 'sm' } },
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': '1.875rem', '--input-fz': '0.8125rem' } }),
    }),
  },
})

/** Text on a light tint, for the schemes where Mantine's own shade is too pale. */
const ON_TINT = {
  red: '#a61e1e',
  orange: '#8f3500',
  yellow: '#6f4700',
  green: '#1b5e28',
  teal: '#0b5f48',
  blue: '#1459a0',
  gray: '#343a40',
  accent: '#154f77',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#566069',
    '--mantine-color-placeholder': '#646e77',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': accent[7],
    '--app-rail': '#f4f6f8',
    '--app-line': '#dde2e7',
    '--app-safe': '#1b5e28',
    '--app-safe-tint': '#e6f4e8',
    '--app-leaves': '#7a3d00',
    '--app-leaves-tint': '#fff0d9',
    ...Object.fromEntries(
      Object.entries(ON_TINT).map(([name, value]) => [`--mantine-color-${name}-light-color`, value]),
    ),
  },
  dark: {
    '--mantine-color-dimmed': '#a9afb6',
    '--mantine-color-placeholder': '#9aa1a8',
    '--mantine-color-error': '#ff9b92',
    '--mantine-color-anchor': accent[3],
    '--app-rail': '#1c1e21',
    '--app-line': '#373a40',
    '--app-safe': '#9fd8a8',
    '--app-safe-tint': '#1d3323',
    '--app-leaves': '#ffc680',
    '--app-leaves-tint': '#3f2c12',
  },
})

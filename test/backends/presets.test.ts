import { expect, it } from 'vitest'
import { findPreset, presets } from '../../src/main/backends/presets.ts'

it.each(['Gmail', 'gmail', 'Google Mail', 'googlemail.com', 'someone@gmail.com', 'GMAIL.COM'])(
  'finds Gmail by %s',
  (wanted) => {
    expect(findPreset(wanted)).toMatchObject({
      name: 'Gmail',
      host: 'smtp.gmail.com',
      port: 465,
      tls: 'implicit',
    })
  },
)

it('finds nothing for an unknown name', () => {
  expect(findPreset('nobody@unknown.example')).toBeUndefined()
  expect(findPreset('')).toBeUndefined()
})

it('lists complete presets in order', () => {
  expect(presets.length).toBeGreaterThan(80)
  for (const preset of presets) {
    expect(preset.host, preset.name).toMatch(/^[a-z0-9.-]+$/)
    expect(preset.port, preset.name).toBeGreaterThan(0)
    if (preset.port === 465) expect(preset.tls, preset.name).toBe('implicit')
  }
  const names = presets.map(({ name }) => name)
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')))
})

it('leaves only local services unencrypted', () => {
  expect(presets.filter(({ tls }) => tls === 'none').map(({ host }) => host)).toEqual(['localhost'])
})

import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../src/main/settings/schema.ts'
import {
  kindOf,
  NEW_PROFILE,
  problemOf,
  withBackend,
  withOption,
  withoutProfile,
  withProfile,
  withSetting,
} from '../../src/renderer/src/features/settings/profile-draft.ts'

const sandbox = { oldName: 'sandbox', name: 'sandbox', profile: { backend: 'sandbox', options: {} } }

describe('editing a profile', () => {
  test('another backend takes the options of the old one away', () => {
    const file = withOption(withBackend(NEW_PROFILE, 'file'), 'dir', 'mails')
    expect(file.profile).toEqual({ backend: 'file', options: { dir: 'mails' } })
  })

  test('choosing the backend it has already keeps its options', () => {
    const draft = withOption(NEW_PROFILE, 'host', 'mail.example.com')
    expect(withBackend(draft, 'smtp')).toBe(draft)
  })

  test('an emptied option is absent, so that the default of the backend holds', () => {
    const draft = withOption(withOption(NEW_PROFILE, 'user', 'ann'), 'user', '')
    expect(Object.keys(draft.profile.options)).not.toContain('user')
  })

  test('an emptied setting is absent as well', () => {
    const draft = withSetting(withSetting(sandbox, 'sevenBit', true), 'sevenBit', false)
    expect(draft.profile).toEqual(sandbox.profile)
  })

  test('a path is a custom backend', () => {
    expect(kindOf({ backend: '/home/ann/backend.mjs', options: {} })).toBe('custom')
  })

  test('an SMTP profile needs a name and a host', () => {
    expect(problemOf(NEW_PROFILE, defaultSettings)).toBe('nameMissing')
    const named = { ...NEW_PROFILE, name: 'office' }
    expect(problemOf(named, defaultSettings)).toBe('hostMissing')
    expect(problemOf(withOption(named, 'host', 'mail.example.com'), defaultSettings)).toBeNull()
  })

  test('a name that is taken is refused', () => {
    const draft = withOption({ ...NEW_PROFILE, name: 'sandbox' }, 'host', 'mail.example.com')
    expect(problemOf(draft, defaultSettings)).toBe('nameTaken')
  })
})

describe('profiles of the settings', () => {
  test('a renamed default profile stays the default', () => {
    const settings = withProfile(defaultSettings, { ...sandbox, name: 'here' })
    expect(Object.keys(settings.profiles)).toEqual(['here'])
    expect(settings.defaultProfile).toBe('here')
  })

  test('a new profile is added and does not become the default', () => {
    const settings = withProfile(defaultSettings, { ...NEW_PROFILE, name: 'office' })
    expect(Object.keys(settings.profiles)).toEqual(['sandbox', 'office'])
    expect(settings.defaultProfile).toBe('sandbox')
  })

  test('removing the default profile makes the sandbox the default', () => {
    const two = withProfile(defaultSettings, { ...NEW_PROFILE, name: 'office' })
    const settings = withoutProfile({ ...two, defaultProfile: 'office' }, 'office')
    expect(settings.defaultProfile).toBe('sandbox')
  })

  test('the last profile cannot be removed', () => {
    expect(withoutProfile(defaultSettings, 'sandbox')).toBe(defaultSettings)
  })
})

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
import {
  NEW_RATE_ROW,
  rateRows,
  rateText,
  rowProblem,
} from '../../src/renderer/src/features/settings/rate-rows.ts'

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

  test('a limit that is not finished keeps the profile from being saved', () => {
    const named = withOption({ ...NEW_PROFILE, name: 'office' }, 'host', 'mail.example.com')
    const rows = [{ ...NEW_RATE_ROW, limit: 30 }, NEW_RATE_ROW]
    expect(problemOf(withSetting(named, 'rate', rateText(rows)), defaultSettings)).toBe('rateWrong')
    expect(problemOf(withSetting(named, 'rate', rateText(rows.slice(0, 1))), defaultSettings)).toBeNull()
  })

  test('limits come back from their text as they were typed', () => {
    const text = '30/min,1000/hour,10/second@gmail.com,5000/day'
    expect(rateText(rateRows(text))).toBe(text)
    expect(rateRows('5/m')).toEqual([{ limit: 5, unit: 'min', domain: '' }])
    expect(rateText(rateRows(undefined))).toBeUndefined()
  })

  test('what is wrong with a limit is told in its row', () => {
    expect(rowProblem(NEW_RATE_ROW)).toBe('rateNumberMissing')
    expect(rowProblem({ ...NEW_RATE_ROW, limit: 1, domain: 'a.com,b.com' })).toBe('rateDomainWrong')
    expect(rowProblem({ ...NEW_RATE_ROW, limit: 1, domain: '@a.com' })).toBe('rateDomainWrong')
    expect(rowProblem({ ...NEW_RATE_ROW, limit: 1, domain: 'a.com' })).toBeNull()
  })

  test('limits stay behind when the backend is one that has none', () => {
    const draft = withBackend(withSetting(NEW_PROFILE, 'rate', '1/s'), 'console')
    expect(draft.profile).not.toHaveProperty('rate')
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

/** The shape of settings.json. What it accepts is what the rest of the program may rely on. */
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { readRateLimits } from '../../shared/rate-limits.ts'
import {
  BUILT_IN_BACKENDS,
  isSecretName,
  MOST_CONNECTIONS,
  type Preferences,
  type ProfileSettings,
  type Settings,
} from '../../shared/settings-types.ts'

const NOT_A_LIST = 'must be a list of addresses, such as ["a@example.com", "b@example.com"]'

/** A value that ends up in a header or on the wire. */
const line = z
  .string({ error: 'must be text' })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'must be one line without control characters' })
const flag = z.boolean({ error: 'must be true or false' })

/** Refuses what Django's ADMINS once was: one string, pairs of name and address, nested lists. */
const addressList = z.array(line.min(1, { error: 'must not be empty' }), { error: NOT_A_LIST }).readonly()

const timeZone = line.refine(isTimeZone, {
  error: 'is not a time zone; write it like "Europe/Berlin" or "UTC"',
})

/** A domain name or an address literal (RFC 5321 section 4.1.3). */
const ehloName = z
  .string({ error: 'must be text' })
  .regex(/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i, { error: 'must be a host name' })

const options = z
  .record(z.string(), z.unknown(), { error: 'must be an object' })
  .superRefine((value, context) => {
    for (const name of Object.keys(value).filter(isSecretName)) {
      const message =
        'must not be stored here; enter the password in the app, or give it in the environment variable MAILWRIGHT_PASSWORD'
      context.addIssue({ code: 'custom', path: [name], message })
    }
  })

const rate = line.superRefine((text, context) => {
  const reading = readRateLimits(text)
  if (reading.kind === 'limits') return
  const message = `holds "${reading.item}", which is not a limit such as 30/min, 1000/hour or 10/min@gmail.com`
  context.addIssue({ code: 'custom', message })
})

const CONNECTIONS = `must be a whole number from 1 to ${MOST_CONNECTIONS}`
const connections = z
  .int({ error: CONNECTIONS })
  .min(1, { error: CONNECTIONS })
  .max(MOST_CONNECTIONS, { error: CONNECTIONS })

/** Labels of a domain name in ASCII (RFC 1123 section 2.1), as they stand in the DNS. */
const LABELS =
  /^(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i

const dkim = z.strictObject(
  {
    domain: z
      .string({ error: 'must be text' })
      .refine((text) => LABELS.test(text) && text.includes('.'), {
        error: 'must be a domain name such as example.com (in other scripts: its form that begins with xn--)',
      })
      .toLowerCase(),
    selector: z
      .string({ error: 'must be text' })
      .regex(LABELS, { error: 'must be a name such as mail2026, of letters, digits and hyphens' })
      .toLowerCase(),
    keyFile: line.refine(isAbsolute, { error: 'must be the absolute path of a file' }).optional(),
  },
  { error: 'must be an object with domain and selector' },
)

export const profileSchema: z.ZodType<ProfileSettings> = z.strictObject({
  backend: line.refine(isBackend, {
    error: `must be ${BUILT_IN_BACKENDS.join(', ')} or the absolute path of a .mjs file`,
  }),
  options: options.default({}),
  from: line.optional(),
  charset: line.optional(),
  dkim: dkim.optional(),
  rate: rate.optional(),
  connections: connections.optional(),
  unencodable: z.enum(['error', 'utf-8'], { error: 'must be "error" or "utf-8"' }).optional(),
  sevenBit: flag.optional(),
  smtpUtf8: flag.optional(),
  timeZone: timeZone.optional(),
  localDelivery: flag.optional(),
})

const RANGE = 'must be a whole number from 0 to 60'

export const preferencesSchema: z.ZodType<Preferences> = z.strictObject({
  theme: z
    .enum(['system', 'light', 'dark'], { error: 'must be "system", "light" or "dark"' })
    .default('system'),
  language: z.enum(['system', 'en', 'ja'], { error: 'must be "system", "en" or "ja"' }).default('system'),
  undoSeconds: z.int({ error: RANGE }).min(0, { error: RANGE }).max(60, { error: RANGE }).default(10),
  tourDone: flag.default(false),
})

export const settingsSchema: z.ZodType<Settings> = z
  .strictObject({
    profiles: z
      .record(z.string().min(1), profileSchema, { error: 'must be an object of profiles by name' })
      .default({ sandbox: { backend: 'sandbox', options: {} } }),
    defaultProfile: line.default('sandbox'),
    from: line.default(''),
    serverEmail: line.default(''),
    replyTo: addressList.default([]),
    subjectPrefix: line.default('[Mailwright] '),
    charset: line.default('utf-8'),
    admins: addressList.default([]),
    managers: addressList.default([]),
    ehloName: ehloName.optional(),
    preferences: preferencesSchema.prefault({}),
  })
  .refine((settings) => Object.hasOwn(settings.profiles, settings.defaultProfile), {
    path: ['defaultProfile'],
    error: 'must be the name of one of the profiles',
  })

/** What a first run finds: mail goes to the sandbox and nowhere else. */
export const defaultSettings: Settings = settingsSchema.parse({})

/** One sentence about the first thing wrong, naming the setting. */
export function describeProblem(error: z.ZodError): { readonly setting: string; readonly sentence: string } {
  const [issue] = error.issues
  const path = (issue?.path ?? []).map(String)
  if (issue?.code === 'unrecognized_keys') {
    const names = issue.keys.toSorted()
    return {
      setting: [...path, names[0]].join('.'),
      sentence: `unknown setting ${names.map((name) => `"${[...path, name].join('.')}"`).join(', ')}`,
    }
  }
  // A wrong item of a list is told by the list: nobody looks for "admins.0".
  const setting = path.filter((step) => !/^\d+$/.test(step)).join('.') || 'settings'
  const inList = path.length > 0 && /^\d+$/.test(path.at(-1) ?? '')
  return { setting, sentence: `"${setting}" ${inList ? NOT_A_LIST : (issue?.message ?? 'is wrong')}` }
}

function isBackend(name: string): boolean {
  return BUILT_IN_BACKENDS.some((known) => known === name) || (isAbsolute(name) && /\.m?js$/.test(name))
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

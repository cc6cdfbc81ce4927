import { checks } from './checks.ts'
import { common } from './common.ts'
import { compose } from './compose.ts'
import { contacts } from './contacts.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { help } from './help.ts'
import { mass } from './mass.ts'
import { outbox } from './outbox.ts'
import { settings } from './settings.ts'
import { templates } from './templates.ts'

export const catalogue = {
  common,
  frame,
  compose,
  outbox,
  mass,
  settings,
  contacts,
  templates,
  help,
  errors,
  checks,
}

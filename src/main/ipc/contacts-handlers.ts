/** The address book. */
import { z } from 'zod'
import type { AddressBook } from '../address-book/address-book.ts'
import { contactLines, importContacts } from '../address-book/contact-file.ts'
import { keepCsv } from '../files/keep-csv.ts'
import type { AppContext } from './app-context.ts'
import { openKeptTable } from './kept-table.ts'
import type { FeatureMethods } from './router.ts'
import { fileTokenSchema, idSchema, nameSchema } from './schemas.ts'

/** Empty for what is not in the book yet. */
const id = z.union([idSchema, z.literal('')])
const mailbox = z.string().max(1_000)
const contact = z.strictObject({ id, name: nameSchema, address: mailbox, note: z.string().max(10_000) })
const group = z.strictObject({ id, name: nameSchema, members: z.array(mailbox).max(10_000).readonly() })

export function contactsHandlers({ files }: AppContext, book: AddressBook): FeatureMethods<'contacts'> {
  return {
    'contacts.list': { args: z.tuple([nameSchema]), run: (search) => book.contacts(search) },
    'contacts.save': { args: z.tuple([contact]), run: (saved) => book.save(saved) },
    'contacts.remove': {
      args: z.tuple([z.array(idSchema).max(100_000).readonly()]),
      run: (ids) => book.remove(ids),
    },
    'contacts.import': {
      args: z.tuple([fileTokenSchema]),
      run: async (file) => importContacts(book, await openKeptTable(files, file)),
    },
    'contacts.export': {
      args: z.tuple([]),
      run: () => keepCsv(files, 'contacts.csv', contactLines(book.contacts())),
    },
    'contacts.groups': { args: z.tuple([]), run: () => book.groups() },
    'contacts.saveGroup': { args: z.tuple([group]), run: (saved) => book.saveGroup(saved) },
    'contacts.removeGroup': { args: z.tuple([idSchema]), run: (removed) => book.removeGroup(removed) },
    'contacts.suggest': { args: z.tuple([mailbox]), run: (typed) => book.suggest(typed) },
  }
}

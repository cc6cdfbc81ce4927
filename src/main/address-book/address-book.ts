/** People and groups a user writes to. Admins and managers are settings, because programs need them too. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Contact, ContactGroup } from '../../shared/app-types.ts'
import { InputError } from '../../shared/errors.ts'
import { groupMembers } from '../../shared/group-mailbox.ts'
import { openStore } from '../database/open-store.ts'
import { checkedContact, checkedMailbox, oneLine } from './contact-fields.ts'
import { suggest } from './suggest.ts'

const MIGRATIONS = [
  `CREATE TABLE contact (
     id TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     address TEXT NOT NULL,
     /* Two people whose addresses differ in case only would be a mistake. */
     address_key TEXT NOT NULL UNIQUE,
     note TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE contact_group (
     id TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     members TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
]

export class AddressBook {
  readonly #db: DatabaseSync

  /** Lives in `contacts.db`. */
  constructor(dataDir: string) {
    this.#db = openStore(join(dataDir, 'contacts.db'), MIGRATIONS)
  }

  /** By name, those without one by address; `search` is looked for in name, address and note. */
  contacts(search = ''): readonly Contact[] {
    const wanted = folded(search.trim())
    const all = this.#db.prepare('SELECT id, name, address, note FROM contact').all().map(contactOf)
    const found = all.filter(({ name, address, note }) =>
      folded(`${name}\n${address}\n${note}`).includes(wanted),
    )
    return found.toSorted((a, b) => COLLATOR.compare(a.name || a.address, b.name || b.address))
  }

  /** An empty id makes a new contact. Throws InputError, also for an address that is in the book already. */
  save(contact: Contact): Contact {
    const checked = checkedContact(contact)
    const other = this.#idOf(checked.address)
    if (other !== undefined && other !== checked.id) {
      throw new InputError('bad-argument', `${checked.address} is in the address book already.`, {
        field: 'address',
      })
    }
    if (checked.id === '') return this.#insert(checked)
    const { id, name, address, note } = checked
    const { changes } = this.#db
      .prepare('UPDATE contact SET name = ?, address = ?, address_key = ?, note = ? WHERE id = ?')
      .run(name, address, folded(address), note, id)
    if (changes === 0) throw unknown('contact')
    return checked
  }

  /** Returns whether the address is new; a known one stays as it is. */
  addIfNew(contact: Omit<Contact, 'id'>): boolean {
    const checked = checkedContact({ id: '', ...contact })
    if (this.#idOf(checked.address) !== undefined) return false
    this.#insert(checked)
    return true
  }

  remove(ids: readonly string[]): void {
    const one = this.#db.prepare('DELETE FROM contact WHERE id = ?')
    this.atOnce(() => {
      for (const id of ids) one.run(id)
    })
  }

  /** By name. */
  groups(): readonly ContactGroup[] {
    const all = this.#db.prepare('SELECT * FROM contact_group').all().map(groupOf)
    return all.toSorted((a, b) => COLLATOR.compare(a.name, b.name))
  }

  /** An empty id makes a new group. Members are mailboxes as written; another group stands for its own. */
  saveGroup({ id, name, members: given }: ContactGroup): ContactGroup {
    const kept = oneLine(name, 'name')
    if (kept === '') {
      throw new InputError('bad-argument', 'The group has no name: give it one.', { field: 'name' })
    }
    const mailboxes = given.flatMap((member) => groupMembers(member) ?? [member])
    const members = unique(mailboxes.map(checkedMailbox))
    const group = { id: id || randomUUID(), name: kept, members }
    const sql =
      id === ''
        ? 'INSERT INTO contact_group (name, members, id) VALUES (?, ?, ?)'
        : 'UPDATE contact_group SET name = ?, members = ? WHERE id = ?'
    const { changes } = this.#db.prepare(sql).run(group.name, JSON.stringify(group.members), group.id)
    if (changes === 0) throw unknown('group')
    return group
  }

  removeGroup(id: string): void {
    this.#db.prepare('DELETE FROM contact_group WHERE id = ?').run(id)
  }

  /** What a few typed letters may mean; see suggest. */
  suggest(typed: string): readonly string[] {
    return suggest(typed, this.contacts(), this.groups())
  }

  /** All of it is kept, in one commit, or nothing. */
  atOnce(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#db.exec('COMMIT')
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#db.close()
  }

  #insert(contact: Contact): Contact {
    const added = { ...contact, id: randomUUID() }
    this.#db
      .prepare('INSERT INTO contact (id, name, address, address_key, note) VALUES (?, ?, ?, ?, ?)')
      .run(added.id, added.name, added.address, folded(added.address), added.note)
    return added
  }

  #idOf(address: string): string | undefined {
    const row = this.#db.prepare('SELECT id FROM contact WHERE address_key = ?').get(folded(address))
    return row === undefined ? undefined : String(row.id)
  }
}

const COLLATOR = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

function contactOf(row: Record<string, unknown>): Contact {
  return {
    id: String(row.id),
    name: String(row.name),
    address: String(row.address),
    note: String(row.note),
  }
}

function groupOf({ id, name, members }: Record<string, unknown>): ContactGroup {
  const read: unknown = JSON.parse(String(members))
  return { id: String(id), name: String(name), members: Array.isArray(read) ? read.map(String) : [] }
}

function unknown(what: 'contact' | 'group'): InputError {
  return new InputError('unknown-item', `This ${what} does not exist any more: it was removed.`)
}

import { describe, expect, it, onTestFinished } from 'vitest'
import { AddressBook } from '../../src/main/address-book/address-book.ts'
import { contactLines, importContacts } from '../../src/main/address-book/contact-file.ts'
import { openCsv } from '../../src/main/csv/table.ts'
import { tempDir } from '../helpers/temp-dir.ts'

async function bookForTest(): Promise<AddressBook> {
  const book = new AddressBook(await tempDir())
  onTestFinished(() => book.close())
  return book
}

const person = (name: string, address: string, note = '') => ({ id: '', name, address, note })
const tableOf = (text: string) => openCsv(() => [Buffer.from(text)], 'contacts.csv')

describe('the address book', () => {
  it('keeps contacts by name and finds them by name, address and note', async () => {
    const book = await bookForTest()
    book.save(person('Zoë Müller', 'zoe@example.com', 'Berlin'))
    const ann = book.save(person('Ann', 'ann@example.com'))
    expect(book.contacts().map(({ name }) => name)).toEqual(['Ann', 'Zoë Müller'])
    for (const search of ['müller', 'ZOE@', 'berlin']) expect(book.contacts(search)).toHaveLength(1)
    book.save({ ...ann, note: 'Paris' })
    expect(book.contacts('paris')).toEqual([{ ...ann, note: 'Paris' }])
    book.remove([ann.id])
    expect(book.contacts()).toHaveLength(1)
  })

  it('takes name and address apart when both stand in the address', async () => {
    const book = await bookForTest()
    expect(book.save(person('', '"Smith, John" <john@Example.COM>'))).toMatchObject({
      name: 'Smith, John',
      address: 'john@example.com',
    })
  })

  it('refuses an address twice, whatever its case', async () => {
    const book = await bookForTest()
    book.save(person('Ann', 'ann@example.com'))
    const twice = () => book.save(person('Other', 'Ann@example.com'))
    expect(twice).toThrow(expect.objectContaining({ code: 'bad-argument', place: { field: 'address' } }))
  })

  it.each([
    ['no address', person('Ann', 'nobody'), 'invalid-address'],
    ['two addresses', person('Ann', 'a@example.com, b@example.com'), 'invalid-address'],
    ['a header in the name', person('Ann\r\nBcc: x@example.com', 'ann@example.com'), 'bad-argument'],
    ['an unknown id', { ...person('Ann', 'ann@example.com'), id: 'gone' }, 'unknown-item'],
  ])('refuses %s and keeps nothing', async (_, contact, code) => {
    const book = await bookForTest()
    expect(() => book.save(contact)).toThrow(expect.objectContaining({ code }))
    expect(book.contacts()).toEqual([])
  })

  it('keeps groups of mailboxes, each member once', async () => {
    const book = await bookForTest()
    const members = ['Ann <ann@example.com>', 'ann <ann@example.com>', 'Ann <ann@example.com>']
    const team = book.saveGroup({ id: '', name: ' Team ', members })
    expect(team).toMatchObject({ name: 'Team', members: members.slice(0, 2) })
    const all = book.saveGroup({ id: '', name: 'All', members: [...book.suggest('team'), 'bob@example.com'] })
    expect(all.members).toEqual([...team.members, 'bob@example.com'])
    book.removeGroup(all.id)
    book.saveGroup({ ...team, members: [] })
    expect(book.groups()).toEqual([{ ...team, members: [] }])
    book.removeGroup(team.id)
    expect(book.groups()).toEqual([])
    const wrong = () => book.saveGroup({ id: '', name: 'Team', members: ['nobody'] })
    expect(wrong).toThrow(expect.objectContaining({ code: 'invalid-address' }))
  })

  it('suggests what begins with the letters first, then words, then the rest, ten at most', async () => {
    const book = await bookForTest()
    book.save(person('Joanna', 'jo@example.com'))
    book.save(person('Smith, Ann', 'smith@example.com'))
    book.save(person('Ann', 'z@example.com'))
    book.saveGroup({ id: '', name: 'Annual', members: ['Ann <z@example.com>', 'bob@example.com'] })
    expect(book.suggest(' ann')).toEqual([
      'Ann <z@example.com>',
      'Annual: Ann <z@example.com>, bob@example.com;',
      '"Smith, Ann" <smith@example.com>',
      'Joanna <jo@example.com>',
    ])
    for (let n = 0; n < 20; n++) book.save(person('', `anna${n}@example.com`))
    expect(book.suggest('ann')).toHaveLength(10)
    expect(book.suggest('  ')).toEqual([])
    expect(book.suggest('(.*')).toEqual([])
  })

  it('imports the rows that can be read and counts the others', async () => {
    const book = await bookForTest()
    book.save(person('Ann', 'ann@example.com'))
    const csv = 'Name,Email\nAnn again,ANN@example.com\n山田 太郎,taro@example.com\nBad,nobody\n,\nRagged\n'
    expect(await importContacts(book, await tableOf(csv))).toEqual({ added: 1, known: 1, refused: 2 })
    expect(book.contacts().map(({ name }) => name)).toEqual(['Ann', '山田 太郎'])
  })

  it('says which column to rename when none holds addresses', async () => {
    const book = await bookForTest()
    const work = importContacts(book, await tableOf('who,where\na,b\n'))
    await expect(work).rejects.toMatchObject({ code: 'unknown-field' })
  })

  it('exports what it can import again, and no formula', async () => {
    const [from, to] = [await bookForTest(), await bookForTest()]
    from.save(person('=1+1', 'sum@example.com', 'a "note", with comma'))
    from.save(person('Zoë', 'zoe@example.com'))
    const csv = [...contactLines(from.contacts())].join('')
    expect(csv).toContain(`"'=1+1",sum@example.com`)
    expect(await importContacts(to, await tableOf(csv))).toEqual({ added: 2, known: 0, refused: 0 })
    const told = (book: AddressBook) => book.contacts().map(({ id: _, ...contact }) => contact)
    expect(told(to)).toEqual(told(from))
  })
})

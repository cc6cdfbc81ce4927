/** Which addresses are read, and as what; which are refused, and with which words. */
import { describe, expect, test } from 'vitest'
import { parseAddress, parseAddressList } from '../../src/main/mail/address.ts'
import { BadHeaderError, InvalidAddressError } from '../../src/main/mail/errors.ts'

const policy = { smtpUtf8: false, localDelivery: false }
const utf8 = { ...policy, smtpUtf8: true }
const local = { ...policy, localDelivery: true }

describe('an address that is read', () => {
  test.each([
    ['to@example.com', '', 'to@example.com'],
    ['  to@example.com ', '', 'to@example.com'],
    ['<to@example.com>', '', 'to@example.com'],
    ['A name <to@example.com>', 'A name', 'to@example.com'],
    ['"A name" <to@example.com>', 'A name', 'to@example.com'],
    ['A  name<to@example.com>', 'A  name', 'to@example.com'],
    ['" spaces " <to@example.com>', ' spaces ', 'to@example.com'],
    ["J. R. O'Neil <to@example.com>", "J. R. O'Neil", 'to@example.com'],
    ['"Comma, requires quotes" <to@example.com>', 'Comma, requires quotes', 'to@example.com'],
    ['"to@other.com" <to@example.com>', 'to@other.com', 'to@example.com'],
    ['"a \\"b\\" \\\\ c" <to@example.com>', 'a "b" \\ c', 'to@example.com'],
    ['=?utf-8?q?x?= <to@example.com>', '=?utf-8?q?x?=', 'to@example.com'],
    ['Firstname Sürname <to@example.com>', 'Firstname Sürname', 'to@example.com'],
    ['می\u200cخواهم <to@example.com>', 'می\u200cخواهم', 'to@example.com'],
    ['to@éxample.com', '', 'to@xn--xample-9ua.com'],
    ['To Example <to@exampl€.com>', 'To Example', 'to@xn--exampl-nc1c.com'],
    ['to@xn--fa-hia.example.com', '', 'to@xn--fa-hia.example.com'],
    ['to@xn--10cl1a0b660p.example.com', '', 'to@xn--10cl1a0b660p.example.com'],
    ['to@xn--nxasmm1c.example.com', '', 'to@xn--nxasmm1c.example.com'],
    ['to@faß.example.com', '', 'to@xn--fa-hia.example.com'],
    ['To Example <to@漢字.example.com>', 'To Example', 'to@xn--p8s937b.example.com'],
    ['lists@discussão.example.org', '', 'lists@xn--discusso-xza.example.org'],
    ['from@öäü.com', '', 'from@xn--4ca9at.com'],
    ['To@EXAMPLE.Com', '', 'To@example.com'],
    ['to@XN--FA-HIA.example.com', '', 'to@xn--fa-hia.example.com'],
    ['"to@other.com"@example.com', '', '"to@other.com"@example.com'],
    ['"with space"@example.com', '', '"with space"@example.com'],
    ['"a>b\\"c"@example.com', '', '"a>b\\"c"@example.com'],
    ['Name <"a<b"@example.com>', 'Name', '"a<b"@example.com'],
    ['"a..b"@example.com', '', '"a..b"@example.com'],
    ['"plain"@example.com', '', 'plain@example.com'],
    ["!#$%&'*+-/=?^_`{|}~@example.com", '', "!#$%&'*+-/=?^_`{|}~@example.com"],
    ['to@localhost', '', 'to@localhost'],
    ['to@r3---sn.example.com', '', 'to@r3---sn.example.com'],
    ['to@[192.0.2.1]', '', 'to@[192.0.2.1]'],
    ['to@[IPv6:2001:DB8:0::1]', '', 'to@[IPv6:2001:db8::1]'],
  ])('%s', (text, name, address) => {
    const parsed = parseAddress(text, 'to', policy)
    expect(parsed).toEqual({
      name,
      address,
      localPart: address.slice(0, address.lastIndexOf('@')),
      domain: address.slice(address.lastIndexOf('@') + 1),
    })
  })

  test('may have a non-ASCII local part when the server speaks SMTPUTF8, in one normal form', () => {
    expect(parseAddress('nøn-åscîi@example.com', 'to', utf8).address).toBe('nøn-åscîi@example.com')
    expect(parseAddress('cafe\u0301@example.com', 'to', utf8).address).toBe('caf\u00e9@example.com')
    expect(parseAddress('"ø ø"@example.com', 'to', utf8).address).toBe('"ø ø"@example.com')
  })

  test('may lack a domain where local delivery is on', () => {
    const django = { name: '', localPart: 'django', domain: '', address: 'django' }
    expect(parseAddress('django', 'to', local)).toEqual(django)
    expect(parseAddress('Root <root>', 'to', local).address).toBe('root')
    expect(() => parseAddress('django', 'to', policy)).toThrow('it has no @')
  })

  test('fills 64, 253 and 254 octets and no more', () => {
    const labels = `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(50)}`
    expect(() => parseAddress(`${'a'.repeat(64)}@example.com`, 'to', policy)).not.toThrow()
    expect(() => parseAddress(`${'a'.repeat(65)}@example.com`, 'to', policy)).toThrow('longer than 64')
    expect(() => parseAddress(`${'ø'.repeat(33)}@example.com`, 'to', utf8)).toThrow('longer than 64')
    expect(parseAddress(`${'a'.repeat(63)}@${labels}.${'d'.repeat(11)}`, 'to', policy).address).toHaveLength(
      254,
    )
    expect(() => parseAddress(`${'a'.repeat(64)}@${labels}.${'d'.repeat(11)}`, 'to', policy)).toThrow(
      'longer than 254',
    )
    expect(() => parseAddress(`a@${'d'.repeat(64)}.com`, 'to', policy)).toThrow('not a mail domain')
    expect(() => parseAddress(`a@${'d.'.repeat(127)}d`, 'to', policy)).toThrow('not a mail domain')
  })
})

describe('an address that is refused', () => {
  test.each([
    ['', 'no @'],
    [' ', 'no @'],
    ['@', 'before the @'],
    ['to@', 'follows the @'],
    ['@example.com', 'before the @'],
    ['<>', 'no @'],
    ['to@other.com@example.com', 'second @'],
    ['to@other.com <to@example.com>', 'second @'],
    ['to@example.com, other@example.com', 'comma'],
    ['<to@example.com>, <other@example.com>', 'comma'],
    ['<to@example.com> <other@example.com>', 'second @'],
    ['Doe, Jane <jane@example.com>', 'comma'],
    ['Name <to@example.com> more', 'nothing may follow'],
    ['Name <to@example.com', 'nothing may follow'],
    ['Name <to@example.com>>', 'not a mail domain'],
    ['to@example.com (comment)', 'not a mail domain'],
    ['to(comment)@example.com', 'comments'],
    ['(comment) to@example.com', 'comments'],
    ['Name (comment) <to@example.com>', 'comments'],
    ['<@relay.example.com:to@example.com>', 'routes'],
    ['Group: a@example.com, b@example.com;', 'comma'],
    ['Group: a@example.com;', 'groups'],
    ['undisclosed-recipients:;', 'groups'],
    ['"John" Doe <to@example.com>', 'quoting'],
    ['John "Johnny" Doe <to@example.com>', 'quoting'],
    ['"unclosed <to@example.com>', 'never closed'],
    ['back\\slash <to@example.com>', 'quoting'],
    ['to\\@example.com', 'quoting'],
    ['"a"b@example.com', 'quoting'],
    ['.to@example.com', 'dot'],
    ['to.@example.com', 'dot'],
    ['t..o@example.com', 'dot'],
    ['to @example.com', 'space'],
    ['Name < to@example.com >', 'space'],
    ['to@exam ple.com', 'not a mail domain'],
    ['to@example..com', 'not a mail domain'],
    ['to@example.com.', 'not a mail domain'],
    ['to@.example.com', 'not a mail domain'],
    ['to@-example.com', 'not a mail domain'],
    ['to@exa_mple.com', 'not a mail domain'],
    ['to@xn--a.com', 'not a mail domain'],
    ['to@192.0.2.1', 'not a mail domain'],
    ['to@１９２.0.2.1', 'not a mail domain'],
    ['to@[192.0.2.256]', 'not a mail domain'],
    ['to@[192.0.2.1', 'not a mail domain'],
    ['to@[2001:db8::1]', 'not a mail domain'],
    ['to@[IPv6:2001:db8::g]', 'not a mail domain'],
    ['to@[IPv6:1::2::3]', 'not a mail domain'],
    ['to@exam\u200bple.com', 'not a mail domain'],
    ['to@exam\u200dple.com', 'not a mail domain'],
    ['to@exam\u00adple.com', 'not a mail domain'],
    ['to@exam\u202eple.com', 'not a mail domain'],
    ['nø@example.dk', 'local-part contains non-ASCII characters'],
    ['"nø"@example.dk', 'local-part contains non-ASCII characters'],
    ['Name\u202e <to@example.com>', 'U+202E'],
    ['\ud800 <to@example.com>', 'half a character'],
    ['to\t@example.com', 'control character'],
  ])('%j', (text, reason) => {
    expect(() => parseAddress(text, 'to', policy)).toThrow(InvalidAddressError)
    expect(() => parseAddress(text, 'to', policy)).toThrow(reason)
  })

  test.each(['t\u200bo', 't\u202eo', 't\u00ado', 't\u3000o', 't\ufe0fo', 't\ud800o', '"t\u200d o"'])(
    'hides %j in its local part, even with SMTPUTF8',
    (localPart) => {
      expect(() => parseAddress(`${localPart}@example.com`, 'to', utf8)).toThrow(/contains "U\+/)
    },
  )

  test('is named with its field, and shown without characters that would disturb a terminal', () => {
    const problem = expect.objectContaining({ code: 'invalid-address', place: { field: 'cc' } })
    expect(() => parseAddress('a\u202e\u200b', 'cc', policy)).toThrow(problem)
    expect(() => parseAddress('a\u202e\u200b', 'cc', policy)).toThrow(
      'Invalid address "aU+202EU+200B" in cc: ',
    )
    expect(() => parseAddress('x'.repeat(9999), 'cc', policy)).toThrow(/"x{120}…"/)
  })

  test.each([
    'Name\nInjection <to@example.com>',
    '"Name\nInjection" <to@example.com>',
    '"Name\rInjection" <to@example.com>',
    '"Name\r\nInjection" <to@example.com>',
    'Name <to\ninjection@example.com>',
    'to\ninjection@example.com',
    'to@example.com\n',
    '"evil@example.com\r\nto"@example.com',
  ])('breaks the line: %j', (text) => {
    for (const field of [
      'From',
      'Sender',
      'Reply-To',
      'To',
      'Cc',
      'Resent-From',
      'Resent-Bcc',
      'to',
      'replyTo',
    ]) {
      const words = 'Header values may not contain linefeed or carriage return characters'
      expect(() => parseAddress(text, field, policy)).toThrow(BadHeaderError)
      expect(() => parseAddress(text, field, policy)).toThrow(words)
      expect(() => parseAddressList(`a@b.c, ${text}`, field, policy)).toThrow(words)
    }
    expect(() => parseAddress(text, 'bcc', policy)).toThrow(InvalidAddressError)
    expect(() => parseAddress(text, 'bcc', policy)).toThrow('Invalid address')
  })

  test('takes no time to speak of, however long it is', () => {
    const start = performance.now()
    for (const text of [
      'a'.repeat(1e6),
      `"${'\\a'.repeat(5e5)}`,
      `${'a.'.repeat(5e5)}@b`,
      `${' '.repeat(1e6)}@b`,
    ]) {
      expect(() => parseAddress(text, 'to', local)).toThrow(InvalidAddressError)
    }
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('a list of addresses', () => {
  test('is cut at the commas outside quotes, and may have empty places', () => {
    const list = parseAddressList('a@x.org, "B, C" <b@x.org>,, "q,\\",r"@x.org , <d@x.org>,', 'To', policy)
    expect(list.map(({ name, address }) => [name, address])).toEqual([
      ['', 'a@x.org'],
      ['B, C', 'b@x.org'],
      ['', '"q,\\",r"@x.org'],
      ['', 'd@x.org'],
    ])
    expect(parseAddressList('', 'To', policy)).toEqual([])
  })

  test('is refused as a whole when one place is not an address', () => {
    expect(() => parseAddressList('a@x.org, b', 'To', policy)).toThrow('Invalid address " b" in To')
    expect(() => parseAddressList('a@x.org; b@x.org', 'To', policy)).toThrow('separate addresses by commas')
    expect(() => parseAddressList('"a@x.org, b@x.org', 'To', policy)).toThrow('never closed')
  })
})

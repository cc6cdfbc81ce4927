import { describe, expect, it } from 'vitest'
import { outbox } from '../../src/main/api/index.ts'
import { emailWith, lastSent } from '../helpers/scripting.ts'

describe('the envelope', () => {
  it('A45: international domains are in ASCII in the envelope, whatever the headers say', async () => {
    const email = await emailWith({
      from: 'lists@discussão.example.org',
      to: ['To Example <to@漢字.example.com>'],
      bcc: ['monitor@discussão.example.org', 'plain@xn--10cl1a0b660p.example.com'],
      headers: { From: 'Gestão de listas <lists@discussão.example.org>', To: 'list@example.org' },
    })
    expect(await email.send()).toBe(1)
    expect(lastSent().envelope).toEqual({
      from: 'lists@xn--discusso-xza.example.org',
      to: [
        'to@xn--p8s937b.example.com',
        'monitor@xn--discusso-xza.example.org',
        'plain@xn--10cl1a0b660p.example.com',
      ],
    })
  })

  it.each([
    'to@other.com@example.com',
    'to@other.com <to@example.com>',
    'to@example.com, other@example.com',
    '@',
    'to@',
    '@example.com',
    '"evil@example.com\r\nto"@example.com',
    'to\nevil@example.com',
  ])('A44: %j in bcc is an invalid address, and nothing is sent', async (address) => {
    const email = await emailWith({ bcc: [address] })
    const before = outbox.length
    await expect(email.send()).rejects.toThrow('Invalid address')
    expect(outbox.length).toBe(before)
  })

  it('A44: a local part beyond ASCII is refused without SMTPUTF8', async () => {
    const email = await emailWith({ bcc: ['nø@example.dk'] })
    await expect(email.send()).rejects.toThrow('local-part contains non-ASCII characters')
  })
})

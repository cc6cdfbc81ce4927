import { describe, expect, it } from 'vitest'
import {
  BadHeaderError,
  DeliveryError,
  MassDeliveryError,
  mailAdmins,
  mailManagers,
  outbox,
  sendMail,
  sendMassMail,
} from '../../src/main/api/index.ts'
import { bytesOf, connect, dataDirWith, headersOf, lastSent } from '../helpers/scripting.ts'
import { smtpPeer } from './smtp-peer.ts'

const from = 'from@example.com'
const to = ['to@example.com']

describe('sendMail', () => {
  it('A36: sends one text', async () => {
    expect(
      await sendMail('Subject', 'Content', from, ['a@example.com', 'b@example.com'], {
        connection: await connect(),
      }),
    ).toBe(1)
    const wire = bytesOf(lastSent())
    expect(headersOf(wire, 'To')).toEqual(['a@example.com, b@example.com'])
    expect(headersOf(wire, 'Content-Type')).toEqual(['text/plain; charset="utf-8"'])
  })

  it('A36: with an HTML version the text comes first', async () => {
    await sendMail('Subject', 'Content', from, to, {
      connection: await connect(),
      htmlMessage: '<p>Content</p>',
    })
    expect(bytesOf(lastSent()).match(/Content-Type: [a-z]+\/[a-z]+/g)).toEqual([
      'Content-Type: multipart/alternative',
      'Content-Type: text/plain',
      'Content-Type: text/html',
    ])
  })

  it('A36: without a connection the default profile of the data folder is used', async () => {
    const profiles = { here: { backend: 'memory', options: {} } }
    const dataDir = await dataDirWith({ profiles, defaultProfile: 'here', from: 'default@example.com' })
    expect(await sendMail('Subject', 'Content', null, to, { dataDir })).toBe(1)
    expect(lastSent()).toMatchObject({ profile: 'here', envelope: { from: 'default@example.com' } })
  })

  it('A11: throws what is wrong with the message, and sends nothing', async () => {
    const before = outbox.length
    const connection = await connect()
    await expect(sendMail('a\nb', 'Content', from, to, { connection })).rejects.toBeInstanceOf(BadHeaderError)
    await expect(sendMail('a', 'Content', from, ['to@'], { connection })).rejects.toMatchObject({
      code: 'invalid-address',
    })
    expect(await sendMail('a\nb', 'Content', from, to, { connection, failSilently: true })).toBe(0)
    expect(outbox.length).toBe(before)
  })

  it('throws who did not get it, and is silent on request', async () => {
    const { port } = await smtpPeer()
    await using connection = await connect({ backend: 'smtp', host: '127.0.0.1', port, tls: 'none' })
    const recipients = ['to@example.com', 'refused@example.com']
    const error = await sendMail('Subject', 'Content', from, recipients, { connection }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(DeliveryError)
    expect(error).toMatchObject({
      code: 'not-accepted',
      result: { state: 'failed', recipients: [{ state: 'accepted' }, { state: 'failed' }] },
    })
    expect(String(error)).toContain('refused@example.com failed: 550')
    expect(await sendMail('Subject', 'Content', from, recipients, { connection, failSilently: true })).toBe(0)
  })

  it('logs in with authUser and authPassword', async () => {
    const peer = await smtpPeer()
    const options = { host: '127.0.0.1', port: peer.port, tls: 'none', allowCleartextAuth: true }
    const dataDir = await dataDirWith({
      profiles: { smtp: { backend: 'smtp', options } },
      defaultProfile: 'smtp',
    })
    const auth = { authUser: 'me', authPassword: 'secret' }
    expect(await sendMail('Subject', 'Content', from, to, { dataDir, ...auth })).toBe(1)
    expect(peer.logins).toEqual(['me:secret'])
    const connection = await connect()
    await expect(sendMail('Subject', 'Content', from, to, { connection, ...auth })).rejects.toThrow(
      '"authUser" has no effect',
    )
  })
})

describe('sendMassMail', () => {
  it('A36: sends each message to its own recipients over one connection', async () => {
    const peer = await smtpPeer()
    await using connection = await connect({
      backend: 'smtp',
      host: '127.0.0.1',
      port: peer.port,
      tls: 'none',
    })
    const messages = ['a', 'b', 'c'].map((name) => [name, 'Content', from, [`${name}@example.com`]] as const)
    expect(await sendMassMail(messages, { connection })).toBe(3)
    expect(peer.envelopes.map((envelope) => envelope.to)).toEqual([
      ['a@example.com'],
      ['b@example.com'],
      ['c@example.com'],
    ])
    expect(peer.connections).toHaveLength(1)
  })

  it('sends nothing at all when one message cannot be built, or the others on request', async () => {
    const messages = [
      ['good', 'Content', from, to],
      ['bad\n', 'Content', from, to],
      ['good too', 'Content', from, to],
    ] as const
    const connection = await connect()
    const before = outbox.length
    await expect(sendMassMail(messages, { connection })).rejects.toBeInstanceOf(BadHeaderError)
    expect(outbox.length).toBe(before)
    expect(await sendMassMail(messages, { connection, failSilently: true })).toBe(2)
    expect(outbox.length).toBe(before + 2)
  })

  it('tells at the end which were refused', async () => {
    const { port } = await smtpPeer()
    await using connection = await connect({ backend: 'smtp', host: '127.0.0.1', port, tls: 'none' })
    const messages = ['refused', 'good'].map(
      (name) => [name, 'Content', from, [`${name}@example.com`]] as const,
    )
    const error = await sendMassMail(messages, { connection }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MassDeliveryError)
    expect(error).toMatchObject({
      report: { sent: 1, results: [{ state: 'failed' }, { state: 'accepted' }] },
    })
    expect(await sendMassMail(messages, { connection, failSilently: true })).toBe(1)
  })

  it('opens nothing for an empty list', async () => {
    expect(await sendMassMail([], { profile: 'unknown' })).toBe(0)
  })
})

describe.each([
  ['mailAdmins', mailAdmins, 'admins'],
  ['mailManagers', mailManagers, 'managers'],
] as const)('%s', (_, mailGroup, setting) => {
  const group = ['Nobody <nobody@example.com>', 'other@example.com']

  it('A37: sends one message to the whole list, with prefix and sender of the settings', async () => {
    const settings = { [setting]: group, subjectPrefix: '[Shop] ', serverEmail: 'server@example.com' }
    const connection = await connect({}, settings)
    expect(await mailGroup({ toString: () => 'Late' }, 'Content', { connection })).toBe(1)
    const wire = bytesOf(lastSent())
    expect(headersOf(wire, 'Subject')).toEqual(['[Shop] Late'])
    expect(headersOf(wire, 'From')).toEqual(['server@example.com'])
    expect(headersOf(wire, 'To')).toEqual([group.join(', ')])
  })

  it('A37: may have an HTML version', async () => {
    const connection = await connect({}, { [setting]: group, serverEmail: 'server@example.com' })
    await mailGroup('Subject', 'Content', { connection, htmlMessage: '<p>Content</p>' })
    expect(lastSent().message.alternatives).toEqual([{ content: '<p>Content</p>', mimetype: 'text/html' }])
  })

  it('A37: opens and sends nothing when nobody is named', async () => {
    const dataDir = await dataDirWith({ [setting]: [] })
    const before = outbox.length
    expect(await mailGroup('a\nb', 'Content', { dataDir, profile: 'unknown' })).toBe(0)
    expect(outbox.length).toBe(before)
  })

  it.each(['nobody@example.com', [['Name', 'nobody@example.com']], [[]], [['nobody@example.com']]])(
    'A37: %j in place of a list of addresses is refused by the name of the setting',
    async (value) => {
      const dataDir = await dataDirWith({ [setting]: value })
      await expect(mailGroup('Subject', 'Content', { dataDir })).rejects.toMatchObject({
        code: 'bad-settings',
        message: expect.stringContaining(setting),
      })
    },
  )
})

/** Host, port and encryption of well-known mail services, from the list that comes with nodemailer. */
import { services } from 'nodemailer/lib/well-known/services.js'

export interface Preset {
  readonly name: string
  readonly description: string
  readonly aliases: readonly string[]
  /** Domains of the addresses this service hosts. */
  readonly domains: readonly string[]
  readonly host: string
  readonly port: number
  readonly tls: 'none' | 'starttls' | 'implicit'
}

type Service = (typeof services)[string]

/** All presets, by name. */
export const presets: readonly Preset[] = Object.entries(services)
  .map(([name, service]) => preset(name, service))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))

/** By name, alias, domain or a whole address, whatever the case: `gmail`, `Google Mail`, `me@gmail.com`. */
export function findPreset(wanted: string): Preset | undefined {
  const key = normal(wanted.slice(wanted.lastIndexOf('@') + 1))
  return presets.find(({ name, aliases, domains }) =>
    [name, ...aliases, ...domains].some((one) => normal(one) === key),
  )
}

function preset(name: string, service: Service): Preset {
  const { description = name, aliases = [], domains = [], host = 'localhost' } = service
  // The list leaves out what nodemailer assumes: port 587, and STARTTLS wherever TLS is not implicit.
  const port = Number(service.port ?? 587)
  const implicit = service.secure === true || port === 465
  const tls = service.ignoreTLS ? 'none' : implicit ? 'implicit' : 'starttls'
  return { name, description, aliases, domains, host, port, tls }
}

function normal(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9.-]/g, '')
}

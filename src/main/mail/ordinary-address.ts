/** The short way for addresses as nearly all are: one look instead of the parser's many, for lists of millions. */

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
/** Nothing in it needs a second look: no escapes, controls, surrogates or marks of direction. */
const NAME = '[ !#-\\[\\]-~\\u00a0-\\u1fff]*'
const ORDINARY = new RegExp(`^(?:"(${NAME})" *<)?(${ATOM}(?:\\.${ATOM})*)@(${LABEL}(?:\\.${LABEL})*)(>)?$`)
/** International names and bare IP addresses are for the parser to judge. */
const UNUSUAL_DOMAIN = /xn--|(?:^|\.)\d+$/

/**
 * What `parseAddress` makes of `local@host.example` and `"Name" <local@host.example>` in ASCII, whatever the
 * policy; null for everything that needs the parser, right or wrong. A property test holds the two together.
 */
export function ordinaryAddress(text: string) {
  const match = ORDINARY.exec(text)
  if (!match) return null
  const [, name, localPart = '', written = '', close] = match
  if ((name === undefined) !== (close === undefined) || localPart.length > 64) return null
  const domain = written.toLowerCase()
  const address = `${localPart}@${domain}`
  if (address.length > 254 || UNUSUAL_DOMAIN.test(domain)) return null
  return { name: name ?? '', localPart, domain, address }
}

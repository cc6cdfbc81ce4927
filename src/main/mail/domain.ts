/** Mail domains in the one form that is shown, compared, suppressed and sent: lowercase A-labels. */
/// <reference path="./tr46.d.ts" />
import { toASCII } from 'tr46'

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const HOST_NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`)
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/

/** UTS-46 drops or maps these away; in an address they only serve to make two look like one. */
const INVISIBLE = /(?![\u200c\u200d])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u

/**
 * The wire form of a domain or an address literal, or undefined when it is neither. International names
 * follow UTS-46, non-transitional, so that `faß.de` is not `fass.de`. A bare IP address is refused: RFC
 * 5321 wants it in brackets.
 */
export function asciiDomain(text: string): string | undefined {
  if (text.startsWith('[')) return addressLiteral(text)
  const lower = text.toLowerCase()
  const ascii = HOST_NAME.test(lower) && !lower.includes('xn--') ? lower : international(text)
  if (ascii === undefined || ascii.length > 253) return undefined
  return /(?:^|\.)\d+$/.test(ascii) ? undefined : ascii
}

function international(text: string): string | undefined {
  if (INVISIBLE.test(text)) return undefined
  const ascii = toASCII(text, {
    // Off, because registered names such as `r3---sn.example.com` have hyphens in both places.
    checkHyphens: false,
    checkBidi: true,
    checkJoiners: true,
    useSTD3ASCIIRules: true,
    verifyDNSLength: true,
    transitionalProcessing: false,
  })
  return ascii !== null && HOST_NAME.test(ascii) ? ascii : undefined
}

/** RFC 5321 section 4.1.3: `[192.0.2.1]` and `[IPv6:2001:db8::1]`, the latter in its canonical spelling. */
function addressLiteral(text: string): string | undefined {
  if (!text.endsWith(']')) return undefined
  const inner = text.slice(1, -1)
  if (IPV4.test(inner)) return text
  const ipv6 = /^IPv6:([0-9a-f:.]+)$/i.exec(inner)?.[1]
  const url = ipv6 === undefined ? null : URL.parse(`http://[${ipv6}]/`)
  return url === null ? undefined : `[IPv6:${url.hostname.slice(1)}`
}

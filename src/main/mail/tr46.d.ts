/** The part of tr46 this folder uses; the package ships no types. */
declare module 'tr46' {
  interface ToAsciiOptions {
    readonly checkHyphens?: boolean
    readonly checkBidi?: boolean
    readonly checkJoiners?: boolean
    readonly useSTD3ASCIIRules?: boolean
    readonly verifyDNSLength?: boolean
    readonly transitionalProcessing?: boolean
    readonly ignoreInvalidPunycode?: boolean
  }
  /** Null when the name is not valid under the options. */
  export function toASCII(domainName: string, options?: ToAsciiOptions): string | null
}

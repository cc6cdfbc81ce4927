/** The memory of this process. */

/** The most it ever had resident, in octets: no peak falls between two samples. */
export function peakRss(): number {
  return process.resourceUsage().maxRSS * 1024
}

/** Mailwright and its peers in turns, so that whatever else the machine does troubles all of them alike. */
import { median, times, whole } from './figures.ts'
import type { TableRow } from './table.ts'

export interface Peer {
  readonly measure: string
  readonly name: string
  readonly atLeast: string
  readonly aim: string
  /** Messages per second. */
  readonly rate: () => Promise<number>
}

/** One row a peer, each figure the median of all rounds. */
export async function race(
  rounds: number,
  ours: () => Promise<number>,
  peers: readonly Peer[],
): Promise<readonly TableRow[]> {
  const ourRates: number[] = []
  const peerRates = peers.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    ourRates.push(await ours())
    for (const [index, peer] of peers.entries()) peerRates[index]?.push(await peer.rate())
  }
  const our = median(ourRates)
  return peers.map(({ measure, name, atLeast, aim }, index) => {
    const their = median(peerRates[index] ?? [])
    return {
      measure,
      ours: `${whole(our)}/s`,
      peer: `${name} ${whole(their)}/s`,
      ratio: times(our / their),
      atLeast,
      aim,
    }
  })
}

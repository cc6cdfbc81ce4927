const MOST_WITHOUT = 100

/** Whether the number of messages has to be typed before they are sent for real. */
export function needsTyping(messages: number, leavesThisComputer: boolean): boolean {
  return leavesThisComputer && messages > MOST_WITHOUT
}

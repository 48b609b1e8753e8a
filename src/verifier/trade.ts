import type { Bundle, LoggedEvent } from './bundle.ts';
import type { Signatures } from './signatures.ts';

/** What the checks share: the folder, its signatures, and the events once the log has vouched for them. */
export interface Trade {
  readonly bundle: Bundle;
  readonly signatures: Signatures;
  readonly events: readonly LoggedEvent[];
}

/** The events of one type, in the order of the log. */
export const eventsOf = (trade: Trade, type: string): LoggedEvent[] =>
  trade.events.filter(event => event.type === type);

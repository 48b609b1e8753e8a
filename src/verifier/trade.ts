import type { AnyIndex, Bundle, CaseIndex, Index, LoggedEvent } from './bundle.ts';
import type { Signatures } from './signatures.ts';

/** What the checks share: the folder, its signatures, and the events once the log has vouched for them. */
interface Matter<I extends AnyIndex> {
  readonly bundle: Bundle<I>;
  readonly signatures: Signatures;
  readonly events: readonly LoggedEvent[];
}
export type Trade = Matter<Index>;
export type Case = Matter<CaseIndex>;

/** The events of one type, in the order of the log. */
export const eventsOf = ({ events }: Pick<Trade, 'events'>, type: string): LoggedEvent[] =>
  events.filter(event => event.type === type);

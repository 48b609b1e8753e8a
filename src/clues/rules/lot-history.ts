import type { Timed } from '../../analytics/behaviour/timing-burst.ts';
import type { TenderBids } from '../../analytics/combine/tender.ts';

/** An opened lot as behaviour over time sees it: who came, won, left, got work; who ran and who judged it. */
export interface LotHistory extends TenderBids {
  readonly title: string;
  readonly agency: string | null;
  readonly withdrew: readonly string[];
  readonly subcontractors: readonly string[];
  readonly experts: readonly string[];
  readonly submitted: readonly Timed[];
}

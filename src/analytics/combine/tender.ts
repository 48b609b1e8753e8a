/** One tender as the combination reads it: bids in any order, what is not known is null. */
export interface TenderBids {
  readonly tender: string;
  readonly amounts: readonly number[];
  /** Beside `amounts`; null where the data names nobody. */
  readonly bidders: readonly (string | null)[];
  /** Beside `amounts`; null where the data does not say who won. */
  readonly winners: readonly (boolean | null)[];
  /** Any text that sorts by time: "2019", "2019-05-31". */
  readonly date: string | null;
  readonly estimate: number | null;
  /** Decided: rigged or not. Never read by a score, only by training and measuring. */
  readonly label: boolean | null;
}

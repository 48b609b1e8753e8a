/** One tender as behaviour over time sees it: who came, who won, when. */
export interface TenderRecord {
  readonly tender: string;
  /** Any text that sorts by time. */
  readonly date: string;
  readonly bidders: readonly string[];
  readonly winner: string | null;
}

import { Migration } from '@mikro-orm/migrations';

/**
 * What has passed its term is found by the day from which the term counts, what holds it from the few that are held.
 * Keys of a text lie together in the order in which texts came: a block range is enough to find them.
 */
export class RetentionIndexes extends Migration {
  override name = '0129-retention-indexes';

  override up(): void {
    this.addSql(`
      create index "sealed_bid_of" on "sealed_bid" ("organisation", "lot");
      create index "hall_ended" on "hall" (coalesce("revealed_at", "closed_at"));
      create index "clue_ended" on "clue" (coalesce("judged_at", "raised_at")) where "state" in ('dismissed', 'case');
      create index "history_text_received" on "history_text" ("received_at");
      create index "history_key_text" on "history_key" using brin ("text") with (pages_per_range = 32);
    `);
  }
}

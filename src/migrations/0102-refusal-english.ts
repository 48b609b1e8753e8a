import { Migration } from '@mikro-orm/migrations';

/** What a refusal said in English; null for those put on record before. */
export class RefusalEnglish extends Migration {
  override name = '0102-refusal-english';

  override up(): void {
    this.addSql(`alter table "bid_refusal" add column "detail_en" text null;`);
  }
}

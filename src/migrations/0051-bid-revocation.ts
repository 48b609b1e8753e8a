import { Migration } from '@mikro-orm/migrations';

/** Evidence of a bid that came later than its table: kept as it came, like the bid itself. */
export class BidRevocationTable extends Migration {
  override name = '0051-bid-revocation';

  override up(): void {
    this.addSql(`
      create table "bid_revocation" (
        "bid" uuid not null,
        "at" timestamptz(3) not null,
        "response" bytea not null,
        primary key ("bid", "at")
      );
      create trigger "bid_revocation_kept" before update or delete on "bid_revocation"
        for each row execute function "refuse_change"();
    `);
  }
}

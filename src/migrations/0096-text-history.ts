import { Migration } from '@mikro-orm/migrations';

/** What tells the texts of all opened bids (ADR 0043): millions of texts, a key found in microseconds. */
export class TextHistory extends Migration {
  override name = '0096-text-history';

  override up(): void {
    this.addSql(`
      create table "history_text" (
        "number" serial primary key,
        "bid" uuid not null,
        "lot" uuid not null,
        "organisation" uuid not null,
        "file" text not null,
        "author" int not null,
        "received_at" timestamptz(3) not null,
        constraint "history_text_bid_file_unique" unique ("bid", "file")
      );
      create index "history_text_organisation" on "history_text" ("organisation", "number");
      create table "history_key" (
        "key" int not null,
        "author" int not null,
        "text" int not null,
        primary key ("key", "author")
      );
      create table "past_match" (
        "id" uuid primary key,
        "lot" uuid not null,
        "bid" int not null,
        "file" text not null,
        "past_lot" uuid not null,
        "past_bid" int not null,
        "past_bidder" text not null,
        "past_title" text not null,
        "past_file" text not null,
        "coverage" double precision not null,
        "past_coverage" double precision not null,
        "passages" jsonb not null
      );
      create index "past_match_lot" on "past_match" ("lot");
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class ExpertTables extends Migration {
  override name = '0030-experts';

  override up(): void {
    this.addSql(`
      create table "expert_draw" (
        "lot" uuid primary key,
        "state" text not null,
        "criteria" jsonb not null,
        "pool" text not null,
        "pool_sha256" text not null,
        "pool_size" int not null,
        "excluded" jsonb not null,
        "fixed_at" timestamptz(3) not null,
        "beacon" text null,
        "drawn_at" timestamptz(3) null,
        "departures" jsonb not null,
        "opened_at" timestamptz(3) null
      );
      create table "committee_seat" (
        "id" uuid primary key,
        "lot" uuid not null,
        "number" int not null,
        "person" uuid not null,
        "city" text not null,
        "discipline" text not null,
        "source" text not null,
        "reply" text not null,
        "reason" text not null,
        "asked_at" timestamptz(3) not null,
        "answered_at" timestamptz(3) null,
        "left_at" timestamptz(3) null
      );
      create unique index "committee_seat_number" on "committee_seat" ("lot", "number") where "left_at" is null;
      create unique index "committee_seat_person" on "committee_seat" ("lot", "person");
      create index "committee_seat_calls" on "committee_seat" ("person");
    `);
  }
}

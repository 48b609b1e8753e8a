import { Migration } from '@mikro-orm/migrations';

export class PlatformTables extends Migration {
  override name = '0001-platform';

  override up(): void {
    this.addSql(`
      create table "event" (
        "id" uuid primary key,
        "type" text not null,
        "subject" text not null,
        "room" text null,
        "room_seq" bigint null,
        "actor" text not null,
        "at" timestamptz(3) not null,
        "text" text not null,
        "blind" bytea not null,
        "leaf_index" bigint null
      );
      create unique index "event_room_seq" on "event" ("room", "room_seq") where "room" is not null;
      create unique index "event_leaf_index" on "event" ("leaf_index") where "leaf_index" is not null;
      create index "event_outbox" on "event" ("at", "id") where "leaf_index" is null;
      create index "event_subject" on "event" ("subject", "at");
      create table "ledger_room" ("name" text primary key, "seq" bigint not null);
      create table "demo_clock" (
        "id" int primary key,
        "base" timestamptz not null,
        "speed" double precision not null,
        "offset_ms" bigint not null
      );
      create table "idempotency" (
        "key" text primary key,
        "digest" text not null,
        "reply" text null,
        "at" timestamptz not null
      );
    `);
  }
}

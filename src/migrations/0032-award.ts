import { Migration } from '@mikro-orm/migrations';

export class AwardTables extends Migration {
  override name = '0032-award';

  override up(): void {
    this.addSql(`
      create table "award" (
        "lot" uuid primary key,
        "state" text not null,
        "candidates_text" text not null,
        "candidates_sha256" text not null,
        "candidates_signature" bytea not null,
        "candidates_certificate" text not null,
        "candidates_event" uuid not null,
        "published_at" timestamptz(3) not null,
        "window_ends_at" timestamptz(3) not null,
        "remaining_ms" bigint null,
        "award_text" text null,
        "award_sha256" text null,
        "award_signature" bytea null,
        "award_certificate" text null,
        "award_event" uuid null,
        "awarded_at" timestamptz(3) null
      );
      create table "award_candidate" (
        "lot" uuid not null,
        "rank" int not null,
        "bid" uuid not null,
        "organisation" uuid not null,
        "said" jsonb not null,
        "out_reason" text null,
        "out_at" timestamptz(3) null,
        primary key ("lot", "rank")
      );
      create table "result_objection" (
        "id" uuid primary key,
        "lot" uuid not null,
        "organisation" uuid not null,
        "from" text not null,
        "text" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "at" timestamptz(3) not null,
        "answer_by" timestamptz(3) not null,
        "answer" text null,
        "answered_at" timestamptz(3) null
      );
      create index "result_objection_lot" on "result_objection" ("lot", "at");
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class CreditTables extends Migration {
  override name = '0080-credit';

  override up(): void {
    this.addSql(`
      create table "credit_document" (
        "authority" uuid not null,
        "sha256" text not null,
        "name" text not null,
        "bytes" bigint not null,
        "person" uuid not null,
        "at" timestamptz(3) not null,
        primary key ("authority", "sha256")
      );
      create table "credit_entry" (
        "id" uuid primary key,
        "number" text not null,
        "authority" uuid not null,
        "authority_name" text not null,
        "code" text not null,
        "statement" jsonb not null,
        "state" text not null,
        "entered_at" timestamptz(3) not null,
        "answer_by" timestamptz(3) null,
        "published_at" timestamptz(3) null,
        "event" uuid null,
        "corrected_at" timestamptz(3) null,
        constraint "credit_entry_number_unique" unique ("number")
      );
      create index "credit_entry_code_index" on "credit_entry" ("code");
      create table "credit_act" (
        "entry" uuid not null,
        "position" int not null,
        "act" text not null,
        "text" text not null,
        "sha256" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "person" uuid not null,
        "name" text not null,
        "at" timestamptz(3) not null,
        primary key ("entry", "position")
      );
      create table "credit_objection" (
        "id" uuid primary key,
        "fact" text not null,
        "code" text not null,
        "name" text not null,
        "organisation" uuid not null,
        "state" text not null,
        "text" text not null,
        "sha256" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "filed_at" timestamptz(3) not null,
        "due" timestamptz(3) not null,
        "decision" text null,
        "decision_signature" bytea null,
        "decided_by" text null,
        "decided_at" timestamptz(3) null
      );
      create index "credit_objection_fact_index" on "credit_objection" ("fact");
      create index "credit_objection_code_index" on "credit_objection" ("code");
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class BlacklistTables extends Migration {
  override name = '0061-blacklist';

  override up(): void {
    this.addSql(`
      create table "sanction_case" (
        "id" uuid primary key,
        "number" text not null constraint "sanction_case_number_unique" unique,
        "authority" uuid not null,
        "authority_name" text not null,
        "list" text not null,
        "ground" text not null,
        "subject" jsonb not null,
        "code" text null,
        "person" uuid null,
        "summary" text not null,
        "state" text not null,
        "officers" jsonb not null,
        "chair" uuid null,
        "opened_by" uuid not null,
        "opened_at" timestamptz(3) not null,
        "filed_at" timestamptz(3) null,
        "noticed_at" timestamptz(3) null,
        "answer_by" timestamptz(3) null,
        "answered_at" timestamptz(3) null,
        "hearing_at" timestamptz(3) null,
        "decided_at" timestamptz(3) null,
        "decider" uuid null,
        "served_at" timestamptz(3) null,
        "due" timestamptz(3) null,
        "sanction" text null
      );
      create index "sanction_case_authority" on "sanction_case" ("authority", "number");
      create index "sanction_case_code" on "sanction_case" ("code") where "noticed_at" is not null;
      create index "sanction_case_person" on "sanction_case" ("person") where "noticed_at" is not null;
      create table "sanction_act" (
        "id" uuid primary key,
        "case" uuid not null references "sanction_case" ("id"),
        "position" int not null,
        "act" text not null,
        "person" uuid not null,
        "name" text not null,
        "text" text not null,
        "sha256" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "at" timestamptz(3) not null,
        "event" uuid not null,
        unique ("case", "position")
      );
      create table "sanction_evidence" (
        "id" uuid primary key,
        "owner" uuid not null,
        "kind" text not null,
        "name" text not null,
        "sha256" text not null,
        "bytes" bigint not null,
        "source" text null,
        "rule" text null,
        "person" uuid not null,
        "at" timestamptz(3) not null
      );
      create index "sanction_evidence_owner" on "sanction_evidence" ("owner", "at");
      create table "sanction" (
        "id" uuid primary key,
        "number" text not null constraint "sanction_number_unique" unique,
        "peer" uuid null,
        "origin" text not null,
        "authority" text not null,
        "list" text not null,
        "ground" text not null,
        "subject" jsonb not null,
        "code" text null,
        "person" uuid null,
        "person_tag" text null,
        "from" timestamptz(3) not null,
        "until" timestamptz(3) null,
        "state" text not null,
        "suspended_at" timestamptz(3) null,
        "case" uuid null,
        "decision" text not null,
        "decision_sha256" text not null,
        "decision_signature" bytea not null,
        "event" uuid not null
      );
      create index "sanction_code" on "sanction" ("code") where "state" = 'in-effect';
      create index "sanction_person" on "sanction" ("person") where "state" = 'in-effect';
      create index "sanction_tag" on "sanction" ("until") where "state" = 'in-effect' and "person_tag" is not null;
      create table "sanction_entry" (
        "cursor" bigserial primary key,
        "number" text not null,
        "kind" text not null,
        "event" uuid not null,
        "at" timestamptz(3) not null,
        "signature" bytea null
      );
      create index "sanction_entry_number" on "sanction_entry" ("number");
      create table "sanction_appeal" (
        "id" uuid primary key,
        "sanction" uuid not null references "sanction" ("id"),
        "number" text not null,
        "kind" text not null,
        "state" text not null,
        "organisation" uuid null,
        "person" uuid not null,
        "text" text not null,
        "sha256" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "filed_at" timestamptz(3) not null,
        "due" timestamptz(3) not null,
        "decided_at" timestamptz(3) null,
        "decisions" jsonb not null,
        "event" uuid not null
      );
      create unique index "sanction_appeal_open" on "sanction_appeal" ("sanction", "kind") where "state" = 'filed';
      create table "sanction_peer" (
        "id" uuid primary key,
        "name" text not null,
        "url" text not null unique,
        "seal_sha256" text not null,
        "log_key" text not null,
        "policy" text not null,
        "cursor" bigint not null,
        "checkpoint" text null,
        "state" text not null,
        "fault" text null,
        "pulled_at" timestamptz(3) null,
        "next_at" timestamptz(3) not null,
        "added_at" timestamptz(3) not null
      );
      create table "sanction_import" (
        "id" uuid primary key,
        "peer" uuid not null references "sanction_peer" ("id"),
        "cursor" bigint not null,
        "number" text not null,
        "kind" text not null,
        "text" text not null,
        "blind" bytea not null,
        "proof" text not null,
        "signature" bytea not null,
        "state" text not null,
        "at" timestamptz(3) not null,
        "decided_at" timestamptz(3) null,
        "decision" text null,
        "decision_signature" bytea null,
        "decided_by" text null,
        unique ("peer", "cursor")
      );
      create index "sanction_import_number" on "sanction_import" ("number");
    `);
  }
}

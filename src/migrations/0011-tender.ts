import { Migration } from '@mikro-orm/migrations';

export class TenderTables extends Migration {
  override name = '0011-tender';

  override up(): void {
    this.addSql(`
      create sequence "project_number";
      create table "project" (
        "id" uuid primary key,
        "code" text not null constraint "project_code_unique" unique,
        "state" text not null,
        "version" int not null,
        "tenderer" uuid not null constraint "project_tenderer_foreign" references "organisation" ("id"),
        "agency" uuid null constraint "project_agency_foreign" references "organisation" ("id"),
        "content" jsonb not null,
        "created_at" timestamptz(3) not null,
        "saved_at" timestamptz(3) not null,
        "name" text not null,
        "city" text not null,
        "industry" text not null,
        "tenderer_name" text not null,
        "agency_name" text null,
        "published_at" timestamptz(3) null,
        "deadline" timestamptz(3) null,
        "ceiling_fen" bigint null,
        "suspended_at" timestamptz(3) null
      );
      create index "project_tenderer" on "project" ("tenderer");
      create index "project_agency" on "project" ("agency") where "agency" is not null;
      create index "project_published" on "project" ("deadline") where "published_at" is not null;
      create table "lot" (
        "id" uuid primary key,
        "project_id" uuid not null constraint "lot_project_id_foreign" references "project" ("id"),
        "position" int not null,
        "title" text not null,
        "state" text not null,
        "resumes_to" text null,
        "rules" jsonb not null,
        "rules_sha256" text not null,
        "deadline" timestamptz(3) not null,
        "committee_spki" bytea not null,
        "committee_k" int not null,
        "committee_n" int not null,
        "committee_key_sha256" text not null,
        "draw_seed_commit" text not null
      );
      create index "lot_project" on "lot" ("project_id", "position");
      create index "lot_due" on "lot" ("deadline") where "state" = 'bidding';
      create table "tender_document" (
        "id" uuid primary key,
        "project_id" uuid not null constraint "tender_document_project_id_foreign" references "project" ("id"),
        "name" text not null,
        "kind" text not null,
        "bytes" bigint not null,
        "sha256" text not null,
        "added_at" timestamptz(3) not null,
        "published_at" timestamptz(3) null
      );
      create index "tender_document_project" on "tender_document" ("project_id", "added_at");
      create table "question" (
        "id" uuid primary key,
        "project_id" uuid not null constraint "question_project_id_foreign" references "project" ("id"),
        "text" text not null,
        "asked_by" uuid not null constraint "question_asked_by_foreign" references "organisation" ("id"),
        "asked_at" timestamptz(3) not null,
        "answer" text null,
        "answered_at" timestamptz(3) null
      );
      create index "question_project" on "question" ("project_id", "asked_at");
      create table "notice" (
        "id" uuid primary key,
        "project_id" uuid not null constraint "notice_project_id_foreign" references "project" ("id"),
        "number" int not null,
        "kind" text not null,
        "text" text not null,
        "signature" bytea not null,
        "certificate_sha256" text null,
        "timestamp_token" bytea not null,
        "summary" text not null,
        "rules_version" int null,
        "at" timestamptz(3) not null,
        constraint "notice_project_number" unique ("project_id", "number")
      );
    `);
  }
}

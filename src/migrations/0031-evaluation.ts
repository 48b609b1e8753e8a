import { Migration } from '@mikro-orm/migrations';

export class EvaluationTables extends Migration {
  override name = '0031-evaluation';

  override up(): void {
    this.addSql(`
      create table "evaluation" (
        "lot" uuid primary key,
        "stage" text not null,
        "leader" int null,
        "bids" jsonb not null,
        "outcomes" jsonb not null,
        "competition" jsonb null,
        "checks" jsonb not null,
        "reopened" jsonb not null,
        "replaced" jsonb not null,
        "started_at" timestamptz(3) null,
        "report" text null,
        "report_sha256" text null,
        "finished_at" timestamptz(3) null
      );
      create index "evaluation_due" on "evaluation" ("stage") where "stage" <> 'finished';
      create table "evaluation_member" (
        "id" uuid primary key,
        "lot" uuid not null,
        "number" int not null,
        "city" text not null,
        "discipline" text not null,
        "venue" text null,
        "checked_in_at" timestamptz(3) null,
        "left_at" timestamptz(3) null
      );
      create unique index "evaluation_member_number" on "evaluation_member" ("lot", "number") where "left_at" is null;
      create table "evaluation_sheet" (
        "member" uuid not null,
        "stage" text not null,
        "lot" uuid not null,
        "version" int not null,
        "marks" jsonb not null,
        "salt" bytea not null,
        "locked_at" timestamptz(3) null,
        primary key ("member", "stage")
      );
      create index "evaluation_sheet_lot" on "evaluation_sheet" ("lot", "stage");
      create table "clarification_letter" (
        "id" uuid primary key,
        "lot" uuid not null,
        "bid" uuid not null,
        "organisation" uuid not null,
        "question" text not null,
        "at" timestamptz(3) not null,
        "answer_by" timestamptz(3) not null,
        "answer" text null,
        "answered_at" timestamptz(3) null,
        "signature" bytea null,
        "certificate_sha256" text null
      );
      create index "clarification_letter_lot" on "clarification_letter" ("lot", "at");
      create index "clarification_letter_organisation" on "clarification_letter" ("organisation", "at");
      create table "report_signature" (
        "member" uuid primary key,
        "lot" uuid not null,
        "number" int not null,
        "dissent" text null,
        "signature" bytea null,
        "certificate_sha256" text null,
        "at" timestamptz(3) not null
      );
      create index "report_signature_lot" on "report_signature" ("lot");
    `);
  }
}

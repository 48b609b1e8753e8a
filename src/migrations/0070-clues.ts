import { Migration } from '@mikro-orm/migrations';

export class ClueTables extends Migration {
  override name = '0070-clues';

  override up(): void {
    this.addSql(`
      create table "evidence_mark" (
        "kind" text not null,
        "value" text not null,
        "bid" uuid not null,
        "lot" uuid not null,
        "organisation" uuid not null,
        "source" text not null,
        "at" timestamptz(3) not null,
        primary key ("kind", "value", "bid")
      );
      create index "evidence_mark_lot" on "evidence_mark" ("lot");
      create table "lot_analysis" (
        "lot" uuid not null,
        "stage" text not null,
        "at" timestamptz(3) not null,
        "version" text not null,
        "score" double precision not null,
        "screens" jsonb not null,
        primary key ("lot", "stage")
      );
      create table "clue" (
        "id" uuid primary key,
        "number" text not null constraint "clue_number_unique" unique,
        "project" uuid not null,
        "lot" uuid not null,
        "bids" jsonb not null,
        "stage" text not null,
        "score" double precision not null,
        "low" double precision not null,
        "high" double precision not null,
        "version" text not null,
        "reasons" jsonb not null,
        "links" jsonb not null,
        "state" text not null,
        "owner" uuid null,
        "owner_name" text null,
        "raised_at" timestamptz(3) not null,
        "due_by" timestamptz(3) not null,
        "verdict" text null,
        "judged_at" timestamptz(3) null,
        "sanction_case" uuid null
      );
      create index "clue_lot" on "clue" ("lot");
      create index "clue_queue" on "clue" ("state", "score" desc, "id");
      create table "text_match" (
        "id" uuid primary key,
        "lot" uuid not null,
        "a" int not null,
        "b" int not null,
        "file_a" text not null,
        "file_b" text not null,
        "coverage_a" double precision not null,
        "coverage_b" double precision not null,
        "passages" jsonb not null
      );
      create index "text_match_lot" on "text_match" ("lot");
      create table "relations" (
        "id" int primary key,
        "made_at" timestamptz(3) not null,
        "graph" jsonb not null
      );
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

export class OpeningTables extends Migration {
  override name = '0021-opening';

  override up(): void {
    this.addSql(`
      create table "hall" (
        "lot" uuid primary key,
        "stage" text not null,
        "closed_at" timestamptz(3) not null,
        "root" text not null,
        "close_event" uuid not null,
        "close_token" bytea null,
        "window_ends_at" timestamptz(3) null,
        "revealed_at" timestamptz(3) null,
        "record" text null,
        "record_sha256" text null,
        "record_event" uuid null,
        "recorded_at" timestamptz(3) null
      );
      create index "hall_under_way" on "hall" ("stage") where "stage" = 'releasing';
      create table "hall_sign_in" (
        "lot" uuid not null,
        "organisation" uuid not null,
        "at" timestamptz(3) not null,
        primary key ("lot", "organisation")
      );
      create table "sealed_bid" (
        "bid" uuid primary key,
        "lot" uuid not null,
        "number" int not null,
        "organisation" uuid not null,
        "bidder" text not null,
        "signed_in_at" timestamptz(3) null,
        "released_at" timestamptz(3) null,
        "recovery" bytea null,
        "failure" text null,
        "failure_detail" text null,
        "fate" text null,
        "cause" text null,
        "owner" text null,
        "opened" jsonb null,
        constraint "sealed_bid_organisation" unique ("lot", "organisation")
      );
      create table "released_inner" (
        "bid" uuid not null,
        "envelope" text not null,
        "inner" bytea not null,
        primary key ("bid", "envelope")
      );
      create table "opened_envelope" (
        "bid" uuid not null,
        "envelope" text not null,
        "key" bytea not null,
        "salt" bytea not null,
        "files" jsonb not null,
        "opened_at" timestamptz(3) not null,
        primary key ("bid", "envelope")
      );
      create table "record_signature" (
        "lot" uuid not null,
        "person" uuid not null,
        "organisation" uuid null,
        "name" text not null,
        "role" text not null,
        "signature" bytea not null,
        "certificate_sha256" text not null,
        "at" timestamptz(3) not null,
        primary key ("lot", "person")
      );
    `);
  }
}

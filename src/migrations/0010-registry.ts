import { Migration } from '@mikro-orm/migrations';

export class RegistryTables extends Migration {
  override name = '0010-registry';

  override up(): void {
    this.addSql(`
      create table "organisation" (
        "id" uuid primary key,
        "name" text not null,
        "code" text not null constraint "organisation_code_unique" unique,
        "city" text not null,
        "kinds" jsonb not null,
        "registered_at" timestamptz not null
      );
      create table "person" (
        "id" uuid primary key,
        "name" text not null,
        "organisation_id" uuid null constraint "person_organisation_id_foreign" references "organisation" ("id"),
        "login" text not null constraint "person_login_unique" unique,
        "password_hash" text null,
        "roles" jsonb not null,
        "failures" int not null default 0,
        "locked_until" timestamptz null,
        "registered_at" timestamptz not null
      );
      create table "certificate" (
        "sha256" text primary key,
        "person_id" uuid not null constraint "certificate_person_id_foreign" references "person" ("id"),
        "organisation_id" uuid null constraint "certificate_organisation_id_foreign" references "organisation" ("id"),
        "der" bytea not null,
        "subject" text not null,
        "issuer" text not null,
        "serial" text not null,
        "purpose" text not null,
        "not_after" timestamptz not null,
        "bound_at" timestamptz not null,
        "unbound_at" timestamptz null
      );
      create table "expert" (
        "person_id" uuid primary key constraint "expert_person_id_foreign" references "person" ("id"),
        "city" text not null,
        "disciplines" jsonb not null,
        "employer" text not null,
        "past_employers" jsonb not null,
        "active" boolean not null default true
      );
      create table "session" (
        "id" uuid primary key,
        "token_sha256" text not null constraint "session_token_sha256_unique" unique,
        "person_id" uuid not null constraint "session_person_id_foreign" references "person" ("id"),
        "started_at" timestamptz not null,
        "seen_at" timestamptz not null,
        "expires_at" timestamptz not null,
        "ended_at" timestamptz null
      );
      create table "challenge" (
        "text" text primary key,
        "expires_at" timestamptz not null,
        "used_at" timestamptz null
      );
    `);
  }
}

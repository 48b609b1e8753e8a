import { Migration } from '@mikro-orm/migrations';

/** Models and what was done to them are records: the database itself refuses to change or drop them. */
export class LearningTables extends Migration {
  override name = '0120-learning';

  override up(): void {
    this.addSql(`
      create table "collusion_model" (
        "id" uuid primary key,
        "number" text not null,
        "digest" text not null,
        "model" jsonb not null,
        "training" jsonb not null,
        "training_sha256" text not null,
        "rules" jsonb not null,
        "alarms" jsonb not null,
        "selected" int not null,
        "trained_at" timestamptz(3) not null,
        "asked_by" uuid null,
        "asked_by_name" text not null,
        "event" uuid not null,
        constraint "collusion_model_number_unique" unique ("number"),
        constraint "collusion_model_digest_unique" unique ("digest")
      );
      create table "model_act" (
        "id" uuid primary key,
        "model" uuid not null,
        "act" text not null,
        "reason" text not null,
        "person" uuid not null,
        "name" text not null,
        "at" timestamptz(3) not null
      );
      create table "model_score" (
        "lot" uuid primary key,
        "model" uuid not null,
        "chance" double precision not null,
        "untrained" double precision not null,
        "features" jsonb not null,
        "at" timestamptz(3) not null
      );
      create index "model_score_newest" on "model_score" ("model", "at");
      create trigger "collusion_model_kept" before update or delete on "collusion_model"
        for each row execute function "refuse_change"();
      create trigger "model_act_kept" before update or delete on "model_act"
        for each row execute function "refuse_change"();
    `);
  }
}

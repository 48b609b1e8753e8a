import { Migration } from '@mikro-orm/migrations';

export class JobTables extends Migration {
  override name = '0050-jobs';

  override up(): void {
    this.addSql(`
      create table "job" (
        "id" uuid primary key,
        "queue" text not null,
        "about" text not null,
        "state" text not null,
        "done" int not null,
        "total" int null,
        "asked_by" text not null,
        "asked_at" timestamptz(3) not null,
        "started_at" timestamptz(3) null,
        "ended_at" timestamptz(3) null,
        "cancel_by" text null,
        "error" text null
      );
      create index "job_asked" on "job" ("asked_at");
    `);
  }
}

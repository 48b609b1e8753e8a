import { Migration } from '@mikro-orm/migrations';

export class ExplainedValues extends Migration {
  override name = '0091-explained-values';

  override up(): void {
    this.addSql(`
      create table "explained_value" (
        "id" uuid primary key,
        "kind" text not null,
        "value" text not null,
        "why" text not null,
        "reason" text not null,
        "weight" double precision not null,
        "from" timestamptz(3) not null,
        "until" timestamptz(3) not null,
        "entered_by" uuid not null,
        "entered_by_name" text not null,
        "entered_at" timestamptz(3) not null,
        "ended_at" timestamptz(3) null,
        "end_reason" text null
      );
    `);
  }
}

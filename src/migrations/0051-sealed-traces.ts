import { Migration } from '@mikro-orm/migrations';

export class SealedTraceTable extends Migration {
  override name = '0051-sealed-traces';

  override up(): void {
    this.addSql(`
      create table "sealed_trace" (
        "id" uuid primary key,
        "lot" uuid not null,
        "sealed" bytea not null
      );
      create index "sealed_trace_lot" on "sealed_trace" ("lot");
    `);
  }
}

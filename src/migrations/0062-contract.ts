import { Migration } from '@mikro-orm/migrations';

export class ContractTables extends Migration {
  override name = '0062-contract';

  override up(): void {
    this.addSql(`
      create table "lot_contract" (
        "lot" uuid primary key,
        "terms" jsonb null,
        "text" text null,
        "signature" bytea null,
        "certificate_sha256" text null,
        "recorded_at" timestamptz(3) null,
        "report" text null,
        "reported_at" timestamptz(3) null
      );
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** The centre's seal over each printed paper, by SHA-256 of what it covers. */
export class PaperSealTable extends Migration {
  override name = '0060-paper-seal';

  override up(): void {
    this.addSql(`
      create table "paper_seal" (
        "sha256" text primary key,
        "signature" bytea not null
      );
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** The graph is kept as the text that is sent; it is made anew by night, or when somebody asks. */
export class KeptRelations extends Migration {
  override name = '0128-kept-relations';

  override up(): void {
    this.addSql(`
      delete from "relations";
      alter table "relations" drop column "graph",
        add column "text" text not null,
        add column "sha256" text not null;
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** When a bond was kept, as the evidence bundle says it; of those kept before, the opening that settled them knows. */
export class BondKeptAt extends Migration {
  override name = '0100-bond-kept-at';

  override up(): void {
    this.addSql(`
      alter table "bond_payment" add column "kept_at" timestamptz(3) null;
      update "bond_payment" set "kept_at" = h."revealed_at"
        from "hall" h where h."lot" = "bond_payment"."lot" and "bond_payment"."kept" is not null;
    `);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** A record is asked for by its organisation, among ten years of everybody's trades. */
export class CreditIndexes extends Migration {
  override name = '0081-credit-indexes';

  override up(): void {
    this.addSql(`
      create index "sealed_bid_revoked" on "sealed_bid" ("organisation") where "fate" = 'revoked';
      create index "bond_payment_kept" on "bond_payment" ("organisation") where "kept" is not null;
      create index "award_candidate_organisation" on "award_candidate" ("organisation");
      create index "sanction_of" on "sanction" ("code");
    `);
  }
}

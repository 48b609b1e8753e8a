import { Migration } from '@mikro-orm/migrations';

export class BondTables extends Migration {
  override name = '0061-bond';

  override up(): void {
    this.addSql(`
      alter table "organisation"
        add column "basic_account" text null constraint "organisation_basic_account_unique" unique;
      create table "bond_payment" (
        "id" uuid primary key,
        "lot" uuid not null,
        "organisation" uuid null,
        "form" text not null,
        "reference" text not null,
        "payer_name" text not null,
        "payer_account" text not null,
        "amount_fen" bigint not null,
        "at" timestamptz(3) not null,
        "fault" text null,
        "recorded_by" text not null,
        "address" text not null,
        "recorded_at" timestamptz(3) not null,
        "refund_cause" text null,
        "refund_since" timestamptz(3) null,
        "refund_due_at" timestamptz(3) null,
        "returned_at" timestamptz(3) null,
        "kept" text null,
        constraint "bond_payment_reference" unique ("lot", "reference")
      );
      create index "bond_payment_organisation" on "bond_payment" ("lot", "organisation");
      create index "bond_payment_account" on "bond_payment" ("payer_account");
      create index "bond_payment_held" on "bond_payment" ("lot")
        where "refund_cause" is null and "kept" is null and "returned_at" is null;
    `);
  }
}

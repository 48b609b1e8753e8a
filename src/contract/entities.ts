import { defineEntity, p } from '@mikro-orm/core';
import type { ContractTerms } from '../../contracts/contract.ts';

/** The contract of an awarded lot, as its tenderer has recorded it by signature; and the report to the supervisor. */
const LotContractSchema = defineEntity({
  name: 'LotContract',
  tableName: 'lot_contract',
  properties: {
    lot: p.uuid().primary(),
    terms: p.json<ContractTerms>().nullable(),
    /** CAdES over the RFC 8785 text of the statement. */
    text: p.text().nullable(),
    signature: p.blob().nullable(),
    certificateSha256: p.text().nullable(),
    recordedAt: p.datetime().length(3).nullable(),
    report: p.text().nullable(),
    reportedAt: p.datetime().length(3).nullable(),
  },
});
export class LotContract extends LotContractSchema.class {}
LotContractSchema.setClass(LotContract);

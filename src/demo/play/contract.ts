import { sha256 } from '@noble/hashes/sha2.js';
import { readContract, recordContract, reportToSupervisor } from '../../../contracts/contract.ts';
import { contractStatement } from '../../contract/rules/contract.ts';
import { beijingDay } from '../../kernel/beijing.ts';
import { hex, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { readAwardOf } from './award.ts';
import type { Player, Stage } from './player.ts';

/** Ten days after the award: the contract as the winner bid, and the report to the supervisor (A46, A47). */
export async function signContract(stage: Stage, tenderer: Player, lot: string): Promise<void> {
  const { winner, noticeSha256 } = await readAwardOf(stage, lot);
  if (!winner || !noticeSha256) throw new Error('the lot has no winner');
  const now = await stage.advance(new Date((await stage.now()).getTime() + 10 * 86_400_000));
  const params = { lot };
  const { asked } = await tenderer.client.call(readContract, { params });
  const { amount, periodDays, manager } = winner;
  const documentSha256 = hex(sha256(utf8(`合同 ${lot} ${amount}`)));
  const signedOn = beijingDay(now);
  const terms = { amount, periodDays, manager, signedOn, performanceBond: asked, documentSha256 };
  const signature = await tenderer.sign(canonicalText(contractStatement(lot, noticeSha256, terms)));
  await tenderer.client.call(recordContract, { params, body: { terms, signature } });
  const text = '本标段公开招标已完成，评标委员会组成、评标报告和中标结果均在平台公布。';
  await tenderer.client.call(reportToSupervisor, { params, body: { text } });
}

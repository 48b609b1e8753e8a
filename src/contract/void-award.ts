import { LockMode } from '@mikro-orm/core';
import { AwardNotice } from '../../contracts/award-notices.ts';
import type { VoidConsequence, VoidGround } from '../../contracts/award-voiding.ts';
import { Award, AwardCandidate, AwardVoiding } from '../award/entities.ts';
import { awardMoves } from '../award/rules/award.ts';
import { outBy, requireVoidable, voidGrounds, voidingStatement } from '../award/rules/voiding.ts';
import { BondPayment } from '../bond/entities.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { move } from '../kernel/move.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Lot, Project } from '../tender/entities.ts';
import { isOver, lotVoidings, projectMoves, projectVoidings } from '../tender/rules/lifecycle.ts';
import { LotContract } from './entities.ts';

interface Decision {
  readonly ground: VoidGround;
  readonly consequence: VoidConsequence;
  readonly reason: string;
}

/** The decision as it was signed: its text, and the signature over it. */
interface Signed {
  readonly text: string;
  readonly signature: Buffer;
  readonly certificateSha256: string;
}

/**
 * The supervisor decides that an award is void (A50, A52 to A55, A57, A64, B55, B81): the notice and the contract made on
 * it fall and are kept as evidence; the next candidate follows, or the lot has failed and is tendered again.
 */
export async function voidAward(
  ctx: Context,
  id: string,
  { signature, ...decision }: Decision & { readonly signature: string },
): Promise<{ done: true }> {
  const before = must(await ctx.em.fork().findOne(Award, { lot: id }), 'award');
  const sha256 = must(before.awardSha256, 'awardNotice');
  const text = canonicalText(voidingStatement(id, sha256, decision));
  const p7 = Buffer.from(signature, 'base64');
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content: utf8(text) });
  await transact(ctx, async tx => {
    const held = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const lot = must(await tx.em.findOne(Lot, { id }, held), 'lot');
    const award = must(await tx.em.findOne(Award, { lot: id }), 'award');
    const candidates = await tx.em.find(AwardCandidate, { lot: id });
    const { winner } = AwardNotice.parse(JSON.parse(must(award.awardText, 'awardNotice')));
    const standing = candidates.map(c => ({ rank: c.rank, outReason: c.outReason ?? null }));
    requireVoidable(lot.state, decision, standing, winner.rank);
    const now = await tx.now();
    const struck = must(
      candidates.find(c => c.rank === winner.rank),
      'candidate',
    );
    Object.assign(struck, { outReason: outBy(decision), outAt: now });
    await keep(ctx, tx, { award, winner, decision }, { text, signature: p7, certificateSha256 });
    if (voidGrounds[decision.ground].keepsBond) await keepBond(tx, struck, now);
    await follow(tx, { lot, award }, decision.consequence);
  });
  return { done: true };
}

/** The papers that fall go into the decision's own row; the award's are free for the next. */
async function keep(
  ctx: Context,
  tx: Transaction,
  { award, winner, decision }: { award: Award; winner: AwardNotice['winner']; decision: Decision },
  signed: Signed,
): Promise<void> {
  const { lot, round: number } = award;
  const contract = await tx.em.findOne(LotContract, { lot });
  const [rank, sha256] = [winner.rank, sha256Hex(signed.text)];
  tx.em.create(AwardVoiding, {
    ...{ lot, number, ...decision, rank, bidder: winner.bidder, ...signed, sha256 },
    authority: ctx.actor.organisationName ?? '',
    at: await tx.now(),
    awardText: must(award.awardText, 'awardNotice'),
    awardSignature: must(award.awardSignature, 'awardNotice'),
    contractText: contract?.text ?? null,
    contractSignature: contract?.signature ?? null,
  });
  const fallen = { awardSha256: award.awardSha256, contract: Boolean(contract?.text) };
  const data = { number, ...decision, rank, ...fallen, sha256 };
  await tx.record({ type: 'award.voided', subject: lot, data });
  const none = { text: null, signature: null, certificateSha256: null };
  if (contract)
    Object.assign(contract, {
      ...{ ...none, terms: null, recordedAt: null, report: null, reportedAt: null },
    });
}

/** Who does not conclude the contract, or does not secure it, does not get its bid bond back (B74). */
async function keepBond(tx: Transaction, { lot, organisation }: AwardCandidate, now: Date) {
  const held = { lot, organisation, fault: null, returnedAt: null, kept: null };
  for (const payment of await tx.em.find(BondPayment, held)) {
    Object.assign(payment, { kept: '取消中标资格（实施条例第七十四条）', keptAt: now });
    const data = { lot, cause: payment.kept };
    await tx.record({ type: 'bond.kept', subject: payment.id, data });
  }
}

async function follow(
  tx: Transaction,
  { lot, award }: { lot: Lot; award: Award },
  consequence: VoidConsequence,
): Promise<void> {
  const next = consequence === 'next';
  const fallen = { awardText: null, awardSha256: null, awardSignature: null };
  Object.assign(award, {
    ...{ ...fallen, awardCertificate: null, awardEvent: null, awardedAt: null },
    ...{ amountFen: null, ceilingFen: null },
    state: move(awardMoves, award.state, next ? 'candidates' : 'void'),
    round: award.round + 1,
  });
  lot.state = move(lotVoidings, lot.state, next ? 'candidates' : 'failed');
  if (!next) await tx.record({ type: 'award.failed', subject: lot.id, data: {} });
  await tx.em.flush();
  const project = await tx.em.findOneOrFail(Project, { id: lot.project.id });
  const lots = await tx.em.find(Lot, { project: project.id });
  const over = lots.every(l => isOver(l.state));
  if (over && project.state === 'published')
    project.state = move(projectMoves, project.state, 'finished');
  if (!over && project.state === 'finished')
    project.state = move(projectVoidings, project.state, 'published');
}

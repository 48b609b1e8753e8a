import { LockMode } from '@mikro-orm/core';
import { AwardNotice } from '../../contracts/award-notices.ts';
import type { ContractTerms, ContractView } from '../../contracts/contract.ts';
import { Award, AwardCandidate } from '../award/entities.ts';
import { utf8 } from '../kernel/bytes.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { requireUnbarred } from '../kernel/sanction-bar.ts';
import { isHost } from '../opening/rules.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Organisation } from '../registry/entities.ts';
import { Lot, Project } from '../tender/entities.ts';
import { isOver, lotMoves, projectMoves } from '../tender/rules/lifecycle.ts';
import { LotContract } from './entities.ts';
import { readContract } from './read-contract.ts';
import {
  barredAct,
  contractDue,
  contractStatement,
  reportDue,
  requireContract,
} from './rules/contract.ts';
import { requireNamed, requireSubcontracting } from './rules/subcontracting.ts';

/** Records the signed contract: the lot is over, and the project is finished with its last lot (A46). */
export async function recordContract(
  ctx: Context,
  id: string,
  { terms, signature }: { readonly terms: ContractTerms; readonly signature: string },
): Promise<ContractView> {
  const { award: seen } = await awardedLot(ctx, ctx.em.fork(), id);
  const text = canonicalText(contractStatement(id, must(seen.awardSha256, 'awardNotice'), terms));
  const p7 = Buffer.from(signature, 'base64');
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content: utf8(text) });
  await transact(ctx, async tx => {
    const { lot, project, award } = await awardedLot(ctx, tx.em, id, true);
    const now = await tx.now();
    const awardedAt = must(award.awardedAt, 'awardNotice');
    const { winner } = AwardNotice.parse(JSON.parse(must(award.awardText, 'awardNotice')));
    const { organisation } = await tx.em.findOneOrFail(AwardCandidate, {
      lot: id,
      rank: winner.rank,
    });
    // Who has been listed since the award concludes no contract; the supervisor decides, and then the next follows (B55).
    requireUnbarred(await ctx.barOn(tx.em, { organisation }, now), barredAct);
    requireContract(terms, { winner, awardedAt, rules: lot.rules }, now);
    requireSubcontracting(terms, { winner: winner.bidder, industry: lot.rules.industry });
    await requireKnown(tx, terms, organisation);
    lot.state = move(lotMoves, lot.state, 'contracted');
    const held = await contractOf(tx, id);
    Object.assign(held, { terms, text, signature: p7, certificateSha256, recordedAt: now });
    const late = now >= contractDue(awardedAt, chinaCalendar);
    const data = { terms, sha256: sha256Hex(text), late };
    await tx.record({ type: 'contract.recorded', subject: id, data });
    await tx.em.flush();
    const lots = await tx.em.find(Lot, { project: project.id });
    if (project.state === 'published' && lots.every(l => isOver(l.state)))
      project.state = move(projectMoves, project.state, 'finished');
  });
  return readContract(ctx, id);
}

/** Subcontractors are named by their codes: what the register knows of them must agree. */
async function requireKnown(
  { em }: Transaction,
  { subcontractors = [] }: ContractTerms,
  winner: string,
): Promise<void> {
  const { code } = await em.findOneOrFail(Organisation, { id: winner });
  const known = await em.find(Organisation, { code: { $in: subcontractors.map(s => s.code) } });
  const names = new Map(known.map(({ code: of, name }) => [of, name]));
  for (const given of subcontractors)
    requireNamed(given, { registered: names.get(given.code) ?? null, winner: code });
}

/** The written report on the whole tender, once (A47). */
export async function reportToSupervisor(
  ctx: Context,
  id: string,
  text: string,
): Promise<ContractView> {
  await transact(ctx, async tx => {
    const { award } = await awardedLot(ctx, tx.em, id, true);
    const now = await tx.now();
    const held = await contractOf(tx, id);
    if (held.reportedAt)
      throw new RuleError('ALREADY_LOCKED', {
        zh: '招标投标情况已经报告，不能再改。',
        en: 'The tender has been reported; the report cannot be changed.',
      });
    Object.assign(held, { report: text, reportedAt: now });
    const late = now >= reportDue(must(award.awardedAt, 'awardNotice'), chinaCalendar);
    const data = { sha256: sha256Hex(text), late };
    await tx.record({ type: 'contract.reported', subject: id, data });
  });
  return readContract(ctx, id);
}

async function contractOf(tx: Transaction, lot: string): Promise<LotContract> {
  const found = await tx.em.findOne(LotContract, { lot });
  return found ?? tx.em.create(LotContract, { lot });
}

async function awardedLot({ actor }: Context, em: Transaction['em'], id: string, lock = false) {
  const held = lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {};
  const lot = must(await em.findOne(Lot, { id }, held), 'lot');
  const project = await em.findOneOrFail(Project, { id: lot.project.id });
  const { tenderer, agency = null } = project;
  if (!isHost({ tenderer, agency }, actor.organisation))
    throw new RuleError('NOT_FOUND', { zh: '没有找到这个标段。', en: 'This lot was not found.' });
  const award = await em.findOne(Award, { lot: id });
  if (!award?.awardedAt)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '先发出中标通知书，才能签订合同（招标投标法第四十六条）。',
        en: 'Send the award notice first; the contract follows it (Bidding Law, art. 46).',
      },
      {
        state: lot.state,
      },
    );
  return { lot, project, award };
}

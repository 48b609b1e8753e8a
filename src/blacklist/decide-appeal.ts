import { LockMode } from '@mikro-orm/core';
import type { Appeal, AppealDecision } from '../../contracts/sanctions.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Sanction, SanctionAppeal } from './entities.ts';
import { enter, lockLists } from './lists.ts';
import { readAppeal, requireUninvolved } from './read-appeals.ts';
import { type EntryKind, resumedEnd, sanctionMoves, stateAfter } from './rules/listing.ts';

/** Decides an appeal, or stops and resumes the effect meanwhile, by a signed decision. */
export async function decideAppeal(
  ctx: Context,
  id: string,
  { decision, signature }: { readonly decision: AppealDecision; readonly signature: string },
): Promise<Appeal> {
  const p7 = Buffer.from(signature, 'base64');
  const text = canonicalText(decision);
  await requireOwnSignature(ctx, p7, { content: utf8(text), whose: 'person' });
  await transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const appeal = must(await tx.em.findOne(SanctionAppeal, { id }, lock), 'appeal');
    await lockLists(tx.em);
    const sanction = await tx.em.findOneOrFail(Sanction, { id: appeal.sanction });
    await requireUninvolved(ctx, sanction);
    requireAbout(appeal, decision);
    const now = await tx.now();
    const { outcome } = decision;
    const ends = outcome === 'granted' || outcome === 'rejected';
    const { person, name } = ctx.actor;
    const decided = { text, signature, person, name, at: now.toISOString() };
    appeal.decisions = [...appeal.decisions, decided];
    if (ends) Object.assign(appeal, { state: outcome, decidedAt: now });
    const { number, kind } = appeal;
    const data = { number, appeal: id, kind, outcome, sha256: sha256Hex(text) };
    await tx.record({ type: 'blacklist.appeal-decided', subject: sanction.id, data });
    const entry = entryOf(appeal, outcome, sanction);
    if (entry) await change(tx, sanction, entry, decision.reason, now);
    await tx.em.flush();
  });
  return readAppeal(ctx, id);
}

function requireAbout(appeal: SanctionAppeal, decision: AppealDecision): void {
  if (appeal.state !== 'filed')
    throw new RuleError('ALREADY_LOCKED', {
      zh: '这件申请已经决定。',
      en: 'This application has been decided.',
    });
  const { appeal: id, number, statementSha256 } = decision;
  if (id === appeal.id && number === appeal.number && statementSha256 === appeal.sha256) return;
  throw new RuleError('MALFORMED', {
    zh: '决定写的不是这件申请，请刷新后重新签署。',
    en: 'The decision names another application. Reload the page and sign again.',
  });
}

/** What an outcome does to the listing; an end of the appeal also ends a suspension that came with it. */
function entryOf(
  { kind }: SanctionAppeal,
  outcome: AppealDecision['outcome'],
  { state }: Sanction,
): EntryKind | null {
  if (outcome === 'suspend') return 'suspended';
  if (outcome === 'resume') return 'resumed';
  if (outcome === 'granted') return kind === 'repair' ? 'repaired' : 'revoked';
  return state === 'suspended' ? 'resumed' : null;
}

async function change(
  tx: Transaction,
  sanction: Sanction,
  kind: EntryKind,
  reason: string,
  now: Date,
): Promise<void> {
  const before = sanction.state;
  sanction.state = move(sanctionMoves, before, stateAfter[kind]);
  if (kind === 'resumed' && sanction.suspendedAt)
    sanction.until = resumedEnd(sanction.until ?? null, sanction.suspendedAt, now);
  sanction.suspendedAt = kind === 'suspended' ? now : null;
  const until = sanction.until?.toISOString() ?? null;
  await enter(tx, sanction, kind, { reason, until });
}

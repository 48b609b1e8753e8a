import { LockMode } from '@mikro-orm/core';
import type {
  CreditObjectionDecision as Decision,
  CreditObjection as Objection,
} from '../../contracts/credit-entries.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { type CreditEntry, CreditObjection } from './entities.ts';
import { entryOf, readObjection, uninvolvedIn } from './read-objections.ts';
import { entryMoves, objectionMoves } from './rules/flow.ts';

/** Decides an objection by signature. Granted, the fact counts no more from now on; sums before stay as they were. */
export async function decideObjection(
  ctx: Context,
  id: string,
  { decision, signature }: { readonly decision: Decision; readonly signature: string },
): Promise<Objection> {
  const text = canonicalText(decision);
  const p7 = Buffer.from(signature, 'base64');
  await requireOwnSignature(ctx, p7, { content: utf8(text), whose: 'person' });
  await transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const held = must(await tx.em.findOne(CreditObjection, { id }, lock), 'objection');
    requireAbout(held, decision);
    if ((await uninvolvedIn(ctx, tx.em, [held.fact])).length === 0)
      throw new RuleError(
        'FORBIDDEN',
        {
          zh: '录入、审核或公布过这条记录的人员应当回避，由其他人员决定。',
          en: 'Who entered, confirmed or published the fact stands aside; others decide.',
        },
        { reason: 'involved' },
      );
    const entry = await entryOf(tx.em, held.fact);
    if (entry) await tx.em.refresh(entry, lock);
    const now = await tx.now();
    const { outcome } = decision;
    Object.assign(held, {
      ...{ state: move(objectionMoves, held.state, outcome), decision: text, decidedAt: now },
      ...{ decisionSignature: p7, decidedBy: ctx.actor.name },
    });
    if (entry && outcome === 'granted') correct(entry, now);
    const data = { fact: held.fact, outcome, sha256: sha256Hex(text) };
    await tx.record({ type: 'credit.objection-decided', subject: id, data });
    await tx.em.flush();
  });
  return readObjection(ctx, id);
}

/** An entry that its authority has corrected meanwhile is corrected already. */
function correct(entry: CreditEntry, now: Date): void {
  if (entry.state === 'corrected') return;
  entry.state = move(entryMoves, entry.state, 'corrected');
  entry.correctedAt = now;
}

function requireAbout(held: CreditObjection, { objection, statementSha256 }: Decision): void {
  if (held.state !== 'filed')
    throw new RuleError('ALREADY_LOCKED', {
      zh: '这件异议已经决定。',
      en: 'This objection has been decided.',
    });
  if (objection === held.id && statementSha256 === held.sha256) return;
  throw new RuleError('MALFORMED', {
    zh: '决定写的不是这件异议，请刷新后重新签署。',
    en: 'The decision names another objection. Reload the page and sign again.',
  });
}

import { v7 } from 'uuid';
import type { AwardView } from '../../contracts/award.ts';
import { utf8 } from '../kernel/bytes.ts';
import { chinaCalendar, endOfPeriod } from '../kernel/calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { SealedBid } from '../opening/entities.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { type Award, ResultObjection } from './entities.ts';
import { lockMatter, requireOwn } from './lot.ts';
import { readAward } from './read-award.ts';
import {
  answerWithinDays,
  requireWindowOpen,
  resumeWindow,
  stopWindow,
  type Window,
} from './rules/award.ts';
import { objectionStatement } from './rules/statements.ts';

const windowOf = (award: Award | null): Window | null =>
  award && { endsAt: award.windowEndsAt, remainingMs: award.remainingMs ?? null };

/** Takes a bidder's signed objection; the window's clock stands until all are answered (B54). */
export async function objectToResult(
  ctx: Context,
  id: string,
  { text, signature }: { readonly text: string; readonly signature: string },
): Promise<AwardView> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const p7 = Buffer.from(signature, 'base64');
  const statement = canonicalText(objectionStatement(id, text));
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, {
    content: utf8(statement),
  });
  await transact(ctx, async tx => {
    const { award } = await lockMatter(tx.em, id);
    const bid = await tx.em.findOne(SealedBid, { lot: id, organisation });
    if (!bid)
      throw new RuleError('NOT_ELIGIBLE', {
        zh: '只有这个标段的投标人可以在这里提出异议（实施条例第五十四条）。',
        en: 'Only a bidder of this lot may object here (Implementing Regulations, art. 54).',
      });
    const now = await tx.now();
    requireWindowOpen(award?.state ?? 'none', windowOf(award), now);
    const published = must(award, 'candidates');
    const { remainingMs } = stopWindow(must(windowOf(published), 'publicity'), now);
    published.remainingMs = remainingMs;
    const objection = v7();
    const answerBy = endOfPeriod(now, answerWithinDays, chinaCalendar);
    tx.em.create(ResultObjection, {
      id: objection,
      lot: id,
      organisation,
      from: bid.bidder,
      text,
      signature: p7,
      certificateSha256,
      at: now,
      answerBy,
      answer: null,
      answeredAt: null,
    });
    const data = { objection, textSha256: sha256Hex(text), answerBy: answerBy.toISOString() };
    await tx.record({ type: 'award.objected', subject: id, data });
  });
  return readAward(ctx, id);
}

/** Answers an objection; when it was the last open one the remaining time runs on. */
export async function answerObjection(
  ctx: Context,
  id: string,
  objection: string,
  text: string,
): Promise<AwardView> {
  await transact(ctx, async tx => {
    const { award, project, objections } = await lockMatter(tx.em, id);
    requireOwn(ctx, project);
    const asked = must(
      objections.find(o => o.id === objection),
      'objection',
    );
    if (asked.answer)
      throw new RuleError('ALREADY_LOCKED', {
        zh: '这件异议已经答复，不能再改。',
        en: 'This objection has been answered; the answer cannot be changed.',
      });
    const now = await tx.now();
    Object.assign(asked, { answer: text, answeredAt: now });
    const late = now >= asked.answerBy;
    const published = must(award, 'candidates');
    if (objections.every(o => o.answer)) {
      const window = resumeWindow(must(windowOf(published), 'publicity'), now, chinaCalendar);
      published.windowEndsAt = window.endsAt;
      published.remainingMs = window.remainingMs;
    }
    const windowEndsAt = published.windowEndsAt.toISOString();
    const data = { objection, answerSha256: sha256Hex(text), late, windowEndsAt };
    await tx.record({ type: 'award.objection-answered', subject: id, data });
  });
  return readAward(ctx, id);
}

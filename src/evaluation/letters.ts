import { v7 } from 'uuid';
import type { z } from 'zod';
import type { listMyLetters as listing } from '../../contracts/evaluation/letters.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { SealedBid } from '../opening/entities.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Lot, Project } from '../tender/entities.ts';
import { atDesk, lockRoom, say } from './desk.ts';
import { ClarificationLetter } from './entities.ts';
import { requireCheckedIn } from './rules/committee.ts';
import { answerStatement, requireMayAnswer, requireMayAsk } from './rules/letters.ts';

/** Sends a clarification letter in the committee's name; the bidder sees its own letters only. */
export async function askBidder(
  ctx: Context,
  lot: string,
  ask: { readonly bid: string; readonly question: string; readonly minutes: number },
) {
  await atDesk(ctx, lot, async desk => {
    const { tx, evaluation, member, leads } = desk;
    requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
    requireMayAsk(evaluation.stage, { number: member.number, leads });
    const bid = must(await tx.em.findOne(SealedBid, { bid: ask.bid, lot }), 'bid');
    const at = await tx.now();
    const answerBy = new Date(at.getTime() + ask.minutes * 60_000);
    const id = v7();
    tx.em.create(ClarificationLetter, {
      id,
      lot,
      bid: bid.bid,
      organisation: bid.organisation,
      question: ask.question,
      at,
      answerBy,
      answer: null,
      answeredAt: null,
      signature: null,
      certificateSha256: null,
    });
    await say(desk, 'evaluation.letter-sent', {
      id,
      bid: bid.bid,
      question: ask.question,
      answerBy: answerBy.toISOString(),
    });
  });
  return { done: true as const };
}

/** The clarification letters to one's own organisation, newest first. */
export async function listMyLetters(ctx: Context): Promise<z.input<typeof listing.reply>> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const em = ctx.em.fork();
  const letters = await em.find(
    ClarificationLetter,
    { organisation },
    { orderBy: { at: 'desc' }, limit: 100 },
  );
  const lots = await em.find(Lot, { id: { $in: letters.map(l => l.lot) } });
  const projects = await em.find(Project, { id: { $in: lots.map(l => l.project.id) } });
  const titleOf = (id: string) => {
    const lot = lots.find(l => l.id === id);
    const project = projects.find(p => p.id === lot?.project.id);
    return lot && project ? lotTitle(project, lot) : '';
  };
  return {
    rows: letters.map(({ id, lot, question, answerBy, answer }) => ({
      id,
      lot,
      title: titleOf(lot),
      question,
      answerBy: answerBy.toISOString(),
      answer: answer ?? null,
    })),
  };
}

/** Takes the bidder's answer, signed over the statement that substance is unchanged (B52). */
export async function answerLetter(
  ctx: Context,
  id: string,
  answer: { readonly text: string; readonly signature: string },
) {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  const own = must(await ctx.em.findOne(ClarificationLetter, { id, organisation }), 'letter');
  const signature = Buffer.from(answer.signature, 'base64');
  const content = utf8(canonicalText(answerStatement(id, answer.text)));
  const { certificateSha256 } = await requireOwnSignature(ctx, signature, { content });
  await transact(ctx, async tx => {
    const room = await lockRoom(tx, own.lot);
    const letter = must(await tx.em.findOne(ClarificationLetter, { id }), 'letter');
    const now = await tx.now();
    requireMayAnswer({ answerBy: letter.answerBy, answer: letter.answer ?? null }, now);
    Object.assign(letter, { answer: answer.text, answeredAt: now, signature, certificateSha256 });
    await say(room, 'evaluation.letter-answered', { id, answer: answer.text });
  });
  return { done: true as const };
}

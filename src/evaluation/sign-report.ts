import type { EvaluationReport } from '../../contracts/evaluation-report.ts';
import { utf8 } from '../kernel/bytes.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { lotMoves } from '../tender/rules/lifecycle.ts';
import { atDesk, lockRoom, type Room, say } from './desk.ts';
import { Evaluation, type EvaluationMember, ReportSignature } from './entities.ts';
import { stageMoves } from './rules/stages.ts';

/**
 * Signs the report with the member's own certificate, dissent beside it where there is one (B53). When all have signed
 * the evaluation is over.
 */
export async function signReport(
  ctx: Context,
  lot: string,
  { signature, dissent }: { readonly signature: string; readonly dissent: string | null },
) {
  const held = must(await ctx.em.fork().findOne(Evaluation, { lot }), 'evaluation');
  const text = must(held.report, 'evaluationReport');
  const p7 = Buffer.from(signature, 'base64');
  const content = utf8(text);
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { whose: 'person', content });
  await atDesk(ctx, lot, async desk => {
    // The report may have been redone since it was read: a signature over the old one signs nothing.
    if (desk.evaluation.report !== text)
      throw new RuleError('CONFLICT', {
        zh: '评标报告已更新，请重新阅读并签署。',
        en: 'The evaluation report has changed. Read it again, then sign.',
      });
    const row = { dissent, signature: p7, certificateSha256 };
    await conclude(desk, desk.member, row);
  });
  return { done: true as const };
}

/** Puts on record that a member neither signs nor says why: it is taken to agree (B53). */
export async function recordRefusal(ctx: Context, lot: string, number: number, reason: string) {
  await transact(ctx, async tx => {
    const room = await lockRoom(tx, lot);
    const member = must(
      room.members.find(m => m.number === number),
      'member',
    );
    await tx.record({ type: 'evaluation.refusal', subject: lot, data: { number, reason } });
    const row = { dissent: null, signature: null, certificateSha256: null };
    await conclude(room, member, row);
  });
  return { done: true as const };
}

async function conclude(
  room: Room,
  member: EvaluationMember,
  row: Pick<ReportSignature, 'dissent' | 'signature' | 'certificateSha256'>,
): Promise<void> {
  const { tx, evaluation, lot, members } = room;
  if (evaluation.stage !== 'report')
    throw new RuleError(
      'WRONG_STATE',
      { zh: '现在没有待签署的评标报告。', en: 'No evaluation report awaits a signature now.' },
      { stage: evaluation.stage },
    );
  if (await tx.em.findOne(ReportSignature, { member: member.id }))
    throw new RuleError('ALREADY_LOCKED', {
      zh: '您已经签署评标报告。',
      en: 'You have signed the evaluation report already.',
    });
  const { number } = member;
  tx.em.create(ReportSignature, {
    ...row,
    member: member.id,
    lot: lot.id,
    number,
    at: await tx.now(),
  });
  await say(room, 'evaluation.signed', {
    number,
    dissent: row.dissent ?? null,
    refused: !row.signature,
    ...(row.signature ? { signatureSha256: sha256Hex(row.signature) } : {}),
  });
  const signed = await tx.em.find(ReportSignature, { lot: lot.id });
  if (members.every(m => signed.some(s => s.member === m.id))) await finish(room);
}

/** All have signed: the lot is evaluated, or has failed when every bid was rejected. */
async function finish(room: Room): Promise<void> {
  const { tx, evaluation, lot } = room;
  const report = JSON.parse(evaluation.report ?? '') as EvaluationReport;
  const { result } = report.conclusions;
  evaluation.stage = move(stageMoves, evaluation.stage, 'finished');
  evaluation.finishedAt = await tx.now();
  lot.state = move(lotMoves, lot.state, result === 'ranked' ? 'evaluated' : 'failed');
  await say(room, 'evaluation.finished', { result });
}

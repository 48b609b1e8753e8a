import { RuleError } from '../kernel/rule-error.ts';
import { isHost } from '../opening/rules.ts';
import { type Context, must } from '../platform/command.ts';
import { Lot, Project } from '../tender/entities.ts';
import { Evaluation } from './entities.ts';
import { viewerOf } from './read-evaluation.ts';

/** The report's text for its members and the supervisor; for the tenderer and its agency once it is signed by all. */
export async function readReport(
  ctx: Context,
  lot: string,
): Promise<{ text: string; sha256: string }> {
  const evaluation = must(await ctx.em.fork().findOne(Evaluation, { lot }), 'evaluationReport');
  await requireReader(ctx, evaluation);
  const text = must(evaluation.report, 'evaluationReport');
  return { text, sha256: must(evaluation.reportSha256, 'evaluationReport') };
}

async function requireReader(ctx: Context, { lot, stage }: Evaluation): Promise<void> {
  const viewer = await viewerOf(ctx, lot);
  if (viewer && viewer.kind !== 'operator') return;
  if (stage === 'finished' && (viewer || (await hostsLot(ctx, lot)))) return;
  throw new RuleError('NOT_FOUND', {
    zh: '没有找到评标报告：全体成员签署后才能查看。',
    en: 'The evaluation report was not found: it can be read once all members have signed.',
  });
}

async function hostsLot(ctx: Context, id: string): Promise<boolean> {
  const em = ctx.em.fork();
  const lot = must(await em.findOne(Lot, { id }), 'lot');
  const project = must(await em.findOne(Project, { id: lot.project.id }), 'project');
  const { tenderer, agency = null } = project;
  return isHost({ tenderer, agency }, ctx.actor.organisation);
}

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
  const evaluation = must(await ctx.em.fork().findOne(Evaluation, { lot }), '评标报告');
  await requireReader(ctx, evaluation);
  const text = must(evaluation.report, '评标报告');
  return { text, sha256: must(evaluation.reportSha256, '评标报告') };
}

async function requireReader(ctx: Context, { lot, stage }: Evaluation): Promise<void> {
  const viewer = await viewerOf(ctx, lot);
  if (viewer && viewer.kind !== 'operator') return;
  if (stage === 'finished' && (viewer || (await hostsLot(ctx, lot)))) return;
  throw new RuleError('NOT_FOUND', '没有找到评标报告：全体成员签署后才能查看。');
}

async function hostsLot(ctx: Context, id: string): Promise<boolean> {
  const em = ctx.em.fork();
  const lot = must(await em.findOne(Lot, { id }), '这个标段');
  const project = must(await em.findOne(Project, { id: lot.project.id }), '这个项目');
  const { tenderer, agency = null } = project;
  return isHost({ tenderer, agency }, ctx.actor.organisation);
}

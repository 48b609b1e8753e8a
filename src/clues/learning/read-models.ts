import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { readModels as contract, ModelRow } from '../../../contracts/clues/learning.ts';
import { utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { type Context, must } from '../../platform/command.ts';
import type { Bytes } from '../../platform/http.ts';
import type { JobQueue } from '../../platform/jobs/queue.ts';
import { progressOf, requireEnough } from '../rules/enough.ts';
import { actsFor, stateOf } from '../rules/model-acts.ts';
import { fits } from '../rules/taught-by.ts';
import { readDecided } from './decided.ts';
import { CollusionModel, type ModelAct } from './entities.ts';
import { actsByModel, modelInUse, versionWith } from './in-use.ts';
import { trainQueue } from './train-model.ts';

/** How far the decided cases can teach, what they do not teach and why, and the models, the newest first. */
export async function readModels(ctx: Context): Promise<z.input<typeof contract.reply>> {
  const em = ctx.em.fork();
  const { labels, leftOut, tooFewBids } = await readDecided(ctx);
  const models = await em.find(CollusionModel, {}, { orderBy: { trainedAt: 'desc' } });
  const acts = await actsByModel(em);
  return {
    progress: progressOf(labels),
    leftOut: [...leftOut].map(([why, cases]) => ({ why, cases })),
    tooFewBids,
    version: versionWith(await modelInUse(em)),
    rows: models.map(model => present(model, acts.get(model.id) ?? [], ctx.actor.person)),
  };
}

function present(row: CollusionModel, acts: readonly ModelAct[], person: string): ModelRow {
  const { id, number, digest, trainingSha256, model, training, alarms } = row;
  const { auc, averagePrecision, balancedAccuracy, gain, untrained, usable } = model.evaluation;
  const { rigged, riggedMatters, unfounded, unfoundedMatters } = progressOf(training);
  return {
    ...{ id, number, digest, trainingSha256, alarms, learner: model.name, rules: [...row.rules] },
    ...{ state: stateOf(acts), trainedAt: row.trainedAt.toISOString(), askedBy: row.askedByName },
    decided: {
      ...{ rigged: rigged.has, riggedMatters: riggedMatters.has },
      ...{ unfounded: unfounded.has, unfoundedMatters: unfoundedMatters.has },
    },
    ...{ auc, averagePrecision, balancedAccuracy, gain, untrained: untrained.score, usable },
    fits: fits(row.rules),
    selected: { features: row.selected, of: model.features.length },
    acts: acts.map(({ act, name: by, reason, at }) => ({ act, by, reason, at: at.toISOString() })),
    may: actsFor({ acts }, person),
  };
}

/** Asks a worker to learn; too few decided lots are refused here, with their numbers. */
export async function askTraining(ctx: Context, queue: JobQueue): Promise<{ job: string }> {
  requireEnough((await readDecided(ctx)).labels);
  return { job: await queue.ask(ctx, trainQueue, 'all') };
}

/** The very text of which the log has the hash. */
export async function downloadModel(ctx: Context, id: string): Promise<Bytes> {
  const found = must(await ctx.em.fork().findOne(CollusionModel, { id }), 'model');
  const bytes = utf8(canonicalText(found.model));
  return {
    content: Readable.from([bytes]),
    name: `${found.number}.json`,
    length: bytes.length,
  };
}

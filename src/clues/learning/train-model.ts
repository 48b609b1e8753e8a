import { v7 } from 'uuid';
import { baseRates } from '../../analytics/combine/base-rates.ts';
import type { OwnEvidence } from '../../analytics/combine/own-evidence.ts';
import { driftFrom, referenceOf, stability } from '../../analytics/learn/drift.ts';
import { evidenceOf } from '../../analytics/learn/explain.ts';
import { featuresOf, learnable } from '../../analytics/learn/features.ts';
import { storable, type Table } from '../../analytics/learn/table.ts';
import { type Decided, learning, type Model } from '../../analytics/learn/train.ts';
import { median } from '../../analytics/statistics/moments.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { type Context, transact } from '../../platform/command.ts';
import { sha256Hex } from '../../platform/digest.ts';
import { Job } from '../../platform/jobs/entities.ts';
import type { Progress, Work } from '../../platform/jobs/worker.ts';
import { newReference } from '../../platform/reference.ts';
import { Person } from '../../registry/entities.ts';
import { seeCity, seeLot } from '../intake/seen-lot.ts';
import { requireEnough } from '../rules/enough.ts';
import type { Label } from '../rules/labels.ts';
import { taughtBy } from '../rules/taught-by.ts';
import { weights } from '../rules/weights.ts';
import { readDecided } from './decided.ts';
import { type CityModel, CollusionModel } from './entities.ts';

export const trainQueue = 'train-model';

/** Enough to be steady; more change the third digit. */
const trees = 100;
const folds = 5;

/** Learns from the city's decided cases. The same cases give the same model, which is then kept once. */
export const trainModel: Work = {
  queue: trainQueue,
  async run(ctx, _about, progress) {
    const { labels } = await readDecided(ctx);
    requireEnough(labels);
    const total = labels.length + folds + 2;
    const decided = await seeDecided(ctx, labels, done => progress(done, total));
    const learnt = await learn(decided, at => progress(labels.length + at, total));
    const { city, without } = await seeWithoutCase(ctx, labels);
    await progress(total - 1, total);
    const model = ofCity(learnt, city);
    const selected = movedBetween(decided.table, city);
    await keep(ctx, { model, labels, decided, selected, alarms: alarmsOf(model, without) });
    await progress(total, total);
  },
};

/** Each decided lot as an analysis saw it on its day. */
async function seeDecided(
  ctx: Context,
  labels: readonly Label[],
  told: (done: number) => Promise<void>,
): Promise<Decided> {
  const rows: (readonly number[])[] = [];
  const untrained: number[] = [];
  const minusCv: number[] = [];
  let names: readonly string[] = [];
  for (const [done, { lot }] of labels.entries()) {
    await told(done);
    const seen = await seeLot(ctx, lot);
    if (!seen) throw new Error(`${lot} is opened no more`);
    const { tenders, assessment, at } = seen;
    const table = featuresOf(tenders, assessment, at);
    names = table.names;
    rows.push(table.rows[at] as number[]);
    untrained.push(assessment.scoreAt(at).score);
    minusCv.push(-((assessment.own[at] as OwnEvidence).screens.cv ?? 0));
  }
  const side = labels.map(label => label.rigged);
  const matters = labels.map(label => label.matter);
  return { table: { names, rows }, labels: side, names: matters, untrained, minusCv };
}

async function learn(decided: Decided, told: (fold: number) => ReturnType<Progress>) {
  const steps = learning(decided, trees);
  let step = steps.next();
  for (let fold = 1; !step.done; fold += 1) {
    await told(fold);
    step = steps.next();
  }
  return step.value.model;
}

/** The city as it is now, and those of its lots of which nobody has decided: neither rigged nor honest, but unknown. */
async function seeWithoutCase(ctx: Context, labels: readonly Label[]) {
  const { tenders, assessment } = await seeCity(ctx);
  const { names, rows } = featuresOf(tenders, assessment);
  const known = new Set(labels.map(label => label.lot));
  const places = tenders.flatMap((tender, at) => (learnable(tender) ? [at] : []));
  const open = places.filter(at => !known.has(tenders[at]?.tender ?? ''));
  // Who won is not known on the day of the opening.
  const blind = names.indexOf('winner-place');
  const rowAt = (at: number) =>
    (rows[at] as readonly number[]).map((value, f) => (f === blind ? Number.NaN : value));
  return {
    city: { names, rows: places.map(rowAt) } satisfies Table,
    without: open.map(at => ({ row: rowAt(at), untrained: assessment.scoreAt(at).score })),
  };
}

/** With the city's lots as what is usual and as what drift is measured against: new lots are more of these. */
function ofCity(model: Model, city: Table): CityModel {
  const usual = city.names.map((_, f) => {
    const known = city.rows.map(row => row[f] as number).filter(value => !Number.isNaN(value));
    return known.length === 0 ? null : Number(median(known).toPrecision(9));
  });
  return { ...model, reference: referenceOf(city), usual };
}

/** How many features lie otherwise in the decided lots than in the city's: what a selection of cases looks like. */
function movedBetween(decided: Table, city: Table): number {
  const reference = referenceOf(city);
  return decided.names.filter((name, f) => {
    const range = reference[name];
    const index = range
      ? stability(
          range,
          decided.rows.map(row => row[f] as number),
        )
      : null;
    return (index ?? 0) > driftFrom;
  }).length;
}

function alarmsOf(
  model: Model,
  lots: readonly { readonly row: readonly number[]; readonly untrained: number }[],
) {
  const from = Math.log(weights.raiseFrom / (1 - weights.raiseFrom));
  const share = (raised: number) => (lots.length === 0 ? 0 : raised / lots.length);
  return {
    lots: lots.length,
    trained: share(
      lots.filter(({ row }) => baseRates.tender + evidenceOf(model, row) >= from).length,
    ),
    untrained: share(lots.filter(({ untrained }) => untrained >= weights.raiseFrom).length),
  };
}

interface Made {
  readonly model: CityModel;
  readonly labels: readonly Label[];
  readonly decided: Decided;
  readonly alarms: CollusionModel['alarms'];
  readonly selected: number;
}

async function keep(ctx: Context, { model, labels, decided, alarms, selected }: Made) {
  const digest = sha256Hex(canonicalText(model));
  const taught = labels.map((label, at) => ({
    ...label,
    features: storable(decided.table.rows[at]),
  }));
  const trainingSha256 = sha256Hex(canonicalText({ names: decided.table.names, lots: taught }));
  const asked = await whoAsked(ctx);
  await transact(ctx, async tx => {
    if (await tx.em.findOne(CollusionModel, { digest })) return;
    const [id, trainedAt] = [v7(), await tx.now()];
    const number = newReference('M', trainedAt);
    const { usable, auc, gain, untrained } = model.evaluation;
    const data = {
      ...{ number, digest, trainingSha256, rules: [...taughtBy], trainedOn: model.trainedOn },
      ...{ usable, auc, gain, untrained: untrained.score, askedBy: asked.askedBy },
    };
    const event = await tx.record({ type: 'clues.model-trained', subject: id, data });
    tx.em.create(CollusionModel, {
      ...{ id, number, digest, model, training: labels, trainingSha256, rules: taughtBy },
      ...{ alarms, selected, trainedAt, ...asked, event: event.id },
    });
  });
}

/** One work runs at a time: the one that runs is this one. */
async function whoAsked(ctx: Context) {
  const em = ctx.em.fork();
  const job = await em.findOne(
    Job,
    { queue: trainQueue, state: 'running' },
    { orderBy: { startedAt: 'desc' } },
  );
  const person = job?.askedBy.includes('-') ? await em.findOne(Person, { id: job.askedBy }) : null;
  return { askedBy: person?.id ?? null, askedByName: person?.name ?? '平台' };
}

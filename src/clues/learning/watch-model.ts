import type { z } from 'zod';
import type { watchModel as contract } from '../../../contracts/clues/learning.ts';
import {
  driftFrom,
  leastValues,
  type Range,
  sharesOf,
  stability,
} from '../../analytics/learn/drift.ts';
import { type Context, must } from '../../platform/command.ts';
import { featureWords } from '../rules/feature-words.ts';
import { readDecided } from './decided.ts';
import { type CityModel, CollusionModel, ModelScore } from './entities.ts';

/** The newest lots that are compared with the training: a year of a middling city. */
const compared = 500;

/** By chance, from and to: where a clue is raised is one of the ends. */
const bands = [
  [0, 0.1],
  [0.1, 0.3],
  [0.3, 0.5],
  [0.5, 1],
] as const;

type Watched = z.input<typeof contract.reply>;

/** Whether new lots still look as the city's did in training, and how right the model has been about those decided since. */
export async function watchModel(ctx: Context, id: string): Promise<Watched> {
  const em = ctx.em.fork();
  const found = must(await em.findOne(CollusionModel, { id }), 'model');
  const scored = await em.count(ModelScore, { model: id });
  const orderBy = { at: 'desc' } as const;
  const newest = await em.find(ModelScore, { model: id }, { orderBy, limit: compared });
  const features = featuresOf(found.model, newest);
  return {
    ...{ scored, compared: newest.length, least: leastValues, bound: driftFrom, features },
    drifted: features.filter(({ index }) => index !== null && index > driftFrom).length,
    bands: await bandsOf(ctx, found),
  };
}

/** The most moved first; what training saw too little of is left out. */
function featuresOf(model: CityModel, lots: readonly ModelScore[]): Watched['features'] {
  return model.features
    .flatMap((feature, f) => {
      const range = model.reference[feature];
      if (!range) return [];
      const values = lots.map(lot => lot.features[f] ?? Number.NaN);
      return [{ id: feature, words: featureWords(feature), ...movedIn(range, values) }];
    })
    .sort((a, b) => (b.index ?? -1) - (a.index ?? -1) || (a.id < b.id ? -1 : 1));
}

function movedIn(range: Range, values: readonly number[]) {
  const index = stability(range, values);
  const known = values.filter(value => !Number.isNaN(value));
  return {
    index: index === null ? null : Number(index.toFixed(3)),
    cuts: [...range.cuts],
    before: [...range.shares],
    now: known.length === 0 ? [] : sharesOf(range.cuts, known),
  };
}

/** Of lots that it scored before people decided them: those it was taught with would flatter it. */
async function bandsOf(ctx: Context, { id, training }: CollusionModel): Promise<Watched['bands']> {
  const { labels } = await readDecided(ctx);
  const taught = new Set(training.map(({ lot }) => lot));
  const since = new Map(
    labels.filter(({ lot }) => !taught.has(lot)).map(({ lot, rigged }) => [lot, rigged]),
  );
  const lots = await ctx.em
    .fork()
    .find(
      ModelScore,
      { model: id, lot: { $in: [...since.keys()] } },
      { fields: ['lot', 'chance'] },
    );
  return bands.map(([from, to]) => {
    const inside = lots.filter(({ chance }) => chance >= from && (chance < to || to === 1));
    const sum = inside.reduce((total, { chance }) => total + chance, 0);
    return {
      ...{ from, to, lots: inside.length },
      rigged: inside.filter(({ lot }) => since.get(lot) === true).length,
      expected: inside.length === 0 ? null : sum / inside.length,
    };
  });
}

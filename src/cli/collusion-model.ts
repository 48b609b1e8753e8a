import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { assess } from '../analytics/combine/assess.ts';
import type { TenderBids } from '../analytics/combine/tender.ts';
import { applied, requireUsable } from '../analytics/learn/apply.ts';
import { featuresOf, learnable } from '../analytics/learn/features.ts';
import { train } from '../analytics/learn/train.ts';
import { labelsTable } from '../analytics/reading/labels-table.ts';
import { collusionLine } from './collusion-line.ts';
import { Misuse } from './command.ts';
import { linesOut } from './lines-out.ts';
import { csvFile } from './read-bids.ts';

const trees = 200;

/** Each tender scored by the model that never saw it, then one line with the evaluation and the model. */
export async function trainOn(tenders: readonly TenderBids[], labels: string): Promise<number> {
  const decided = await withLabels(tenders, labels);
  const assessment = assess(decided);
  const { model, outside } = train(decided, assessment, trees);
  await linesOut(
    decided.map(({ tender }, at) => () => {
      const score = assessment.scoreAt(at);
      const chance = outside.get(tender);
      return collusionLine(score, chance === undefined ? null : { score: chance });
    }),
  );
  const { evaluation } = model;
  await linesOut([() => JSON.stringify({ evaluation, model })]);
  const said = (name: string, m: { value: number; low: number; high: number }) =>
    `${name} ${m.value.toFixed(3)} (${m.low.toFixed(3)}–${m.high.toFixed(3)})`;
  console.error(
    [
      `${model.trainedOn.tenders} 个已定性标段，其中 ${model.trainedOn.rigged} 个串标；选用 ${model.name}`,
      said('AUC', evaluation.auc),
      said('AP', evaluation.averagePrecision),
      said('balanced accuracy', evaluation.balancedAccuracy),
      `untrained AUC ${evaluation.untrained.score.toFixed(3)}, −CV ${evaluation.untrained.minusCv.toFixed(3)}`,
      said('AUC above untrained', evaluation.gain),
      evaluation.usable
        ? '可以使用 usable'
        : '不优于未训练的评分，不能使用 not better than untrained: may not be used',
    ].join('\n'),
  );
  return 0;
}

/** Labels from a file of their own, or from the table's own column. */
async function withLabels(tenders: readonly TenderBids[], labels: string): Promise<TenderBids[]> {
  if (!existsSync(labels)) {
    if (/^labels?$/.test(labels)) return [...tenders];
    throw new Misuse(`打不开文件 cannot open: ${labels}`);
  }
  const table = labelsTable();
  for await (const row of csvFile(labels)) table.add(row);
  return tenders.map(tender => ({ ...tender, label: table.labels.get(tender.tender) ?? null }));
}

/** Scores new tenders by a stored model; where the market has drifted from the model's, says so. */
export async function scoreByModel(tenders: readonly TenderBids[], path: string): Promise<number> {
  const stored = JSON.parse(await readFile(path, 'utf8'));
  const model = requireUsable(stored.model ?? stored);
  const assessment = assess(tenders);
  const { drift, chanceAt, contributionsAt } = applied(model, featuresOf(tenders, assessment));
  if (Object.keys(drift).length > 0)
    console.error(
      `市场与训练时不同，分数要谨慎看待。The market has drifted since training (PSI): ${JSON.stringify(drift)}`,
    );
  await linesOut(
    tenders.map((tender, at) => () => {
      const score = assessment.scoreAt(at);
      if (!learnable(tender)) return collusionLine(score);
      return collusionLine(score, { score: chanceAt(at), contributions: contributionsAt(at) });
    }),
  );
  return 0;
}

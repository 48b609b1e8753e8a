import { v7 } from 'uuid';
import { marketOf } from '../../bench/market/market.ts';
import { assess } from '../../src/analytics/combine/assess.ts';
import { referenceOf } from '../../src/analytics/learn/drift.ts';
import { featuresOf } from '../../src/analytics/learn/features.ts';
import { storable } from '../../src/analytics/learn/table.ts';
import { train } from '../../src/analytics/learn/train.ts';
import { median } from '../../src/analytics/statistics/moments.ts';
import { CollusionModel, ModelAct, ModelScore } from '../../src/clues/learning/entities.ts';
import { taughtBy } from '../../src/clues/rules/taught-by.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { connect } from '../../src/platform/database.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { schema } from '../../src/schema.ts';

/** A model taught by one synthetic market and in use in another: approved, and 120 lots scored since. */
export async function aModelInUse(databaseUrl: string): Promise<void> {
  const market = marketOf({ kind: 'partial', tenders: 120, share: 0.4, seed: 3 });
  const assessment = assess(market);
  const table = featuresOf(market, assessment);
  const { model } = train(market, assessment, 20);
  const usual = table.names.map((_, f) => {
    const known = table.rows.map(row => row[f] as number).filter(value => !Number.isNaN(value));
    return known.length === 0 ? null : median(known);
  });
  const city = { ...model, reference: referenceOf(table), usual };
  const digest = sha256Hex(canonicalText(city));
  // Before anything that happens in the demo city.
  const [id, at] = [v7(), new Date('2026-01-05T02:00:00Z')];
  const orm = await connect(databaseUrl, schema, 1);
  const em = orm.em.fork();
  em.create(CollusionModel, {
    ...{ id, number: 'M-2026-1122-7KQ4-M2', digest, model: city, trainingSha256: digest },
    training: market.map(tender => ({ lot: v7(), rigged: tender.label === true, matter: v7() })),
    ...{ rules: [...taughtBy], alarms: { lots: 340, trained: 0.012, untrained: 0.031 } },
    ...{ selected: 9, trainedAt: at, askedBy: null, askedByName: '苏晚晴', event: v7() },
  });
  for (const [i, act] of (['propose', 'approve'] as const).entries())
    em.create(ModelAct, {
      ...{ id: v7(), model: id, act, reason: '监督例会第 12 次纪要', person: v7() },
      ...{ name: i === 0 ? '苏晚晴' : '顾北辰', at: new Date(at.getTime() + i) },
    });
  const now = marketOf({ kind: 'suppression', tenders: 120, share: 0.8, seed: 4 });
  for (const row of featuresOf(now, assess(now)).rows)
    em.create(ModelScore, {
      ...{ lot: v7(), model: id, chance: 0.2, untrained: 0.1, features: storable(row), at },
    });
  await em.flush();
  await orm.close();
}

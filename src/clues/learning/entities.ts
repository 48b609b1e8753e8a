import { defineEntity, p } from '@mikro-orm/core';
import type { Alarms, ModelActId } from '../../../contracts/clues/learning.ts';
import type { Model } from '../../analytics/learn/train.ts';
import type { Label } from '../rules/labels.ts';

/** A model of this city: what was learnt, and what a usual lot of it looks like, feature by feature. */
export interface CityModel extends Model {
  readonly usual: readonly (number | null)[];
}

/** A model as it was taught: never changed. What becomes of it are acts. */
const CollusionModelSchema = defineEntity({
  name: 'CollusionModel',
  tableName: 'collusion_model',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    /** SHA-256 of the model as RFC 8785 text; the same cases give the same. */
    digest: p.text().unique(),
    model: p.json<CityModel>(),
    training: p.json<readonly Label[]>(),
    /** Of the lots with their labels and features. */
    trainingSha256: p.text(),
    rules: p.json<readonly string[]>(),
    alarms: p.json<Alarms>(),
    /** Features that lie otherwise in the decided lots than in the city's. */
    selected: p.integer(),
    trainedAt: p.datetime().length(3),
    askedBy: p.uuid().nullable(),
    askedByName: p.text(),
    event: p.uuid(),
  },
});
export class CollusionModel extends CollusionModelSchema.class {}
CollusionModelSchema.setClass(CollusionModel);

const ModelActSchema = defineEntity({
  name: 'ModelAct',
  tableName: 'model_act',
  properties: {
    id: p.uuid().primary(),
    model: p.uuid(),
    act: p.text().$type<ModelActId>(),
    reason: p.text(),
    person: p.uuid(),
    name: p.text(),
    at: p.datetime().length(3),
  },
});
export class ModelAct extends ModelActSchema.class {}
ModelActSchema.setClass(ModelAct);

/** What a model in use said of a lot by its prices, and what it saw: drift and calibration are computed from it. */
const ModelScoreSchema = defineEntity({
  name: 'ModelScore',
  tableName: 'model_score',
  properties: {
    lot: p.uuid().primary(),
    model: p.uuid(),
    chance: p.double().$type<number>(),
    untrained: p.double().$type<number>(),
    features: p.json<readonly (number | null)[]>(),
    at: p.datetime().length(3),
  },
});
export class ModelScore extends ModelScoreSchema.class {}
ModelScoreSchema.setClass(ModelScore);

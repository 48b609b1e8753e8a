import { z } from 'zod';
import { Done, Id, route, Sha256, Time } from '../route.ts';
import { Words } from '../words.ts';

/** Why a case of the city teaches nothing. */
export const LeftOut = z.enum([
  'open',
  'other-ground',
  'not-investigated',
  'other-reason',
  'contested',
  'no-lot',
  'clue-alone',
]);
export type LeftOut = z.infer<typeof LeftOut>;

const Count = z.object({ has: z.int(), least: z.int() });
/** How many decided lots there are, from how many matters, against what is needed. */
export const TeachingProgress = z.object({
  ...{ rigged: Count, riggedMatters: Count, unfounded: Count, unfoundedMatters: Count },
  enough: z.boolean(),
});
export type TeachingProgress = z.infer<typeof TeachingProgress>;

export const ModelState = z.enum(['trained', 'proposed', 'used', 'ended']);
export type ModelState = z.infer<typeof ModelState>;
export const ModelActId = z.enum(['propose', 'decline', 'approve', 'end']);
export type ModelActId = z.infer<typeof ModelActId>;

/** A figure with its 90 % interval. */
const Measured = z.object({ value: z.number(), low: z.number(), high: z.number() });
/** Shares of lots without a case that prices alone would bring to the threshold. */
export const Alarms = z.object({ lots: z.int(), trained: z.number(), untrained: z.number() });
export type Alarms = z.infer<typeof Alarms>;

export const ModelRow = z.object({
  id: Id,
  number: z.string(),
  state: ModelState,
  trainedAt: Time,
  askedBy: z.string(),
  /** Of the model as RFC 8785 text, and of what it was taught: the log has both. */
  digest: Sha256,
  trainingSha256: Sha256,
  learner: z.string(),
  /** Versions of the rules of labels, weights and prior score that it was taught by. */
  rules: z.array(z.string()),
  decided: z.object({
    ...{ rigged: z.int(), riggedMatters: z.int() },
    ...{ unfounded: z.int(), unfoundedMatters: z.int() },
  }),
  ...{ auc: Measured, averagePrecision: Measured, balancedAccuracy: Measured, gain: Measured },
  /** AUC of the untrained score on the same lots. */
  untrained: z.number(),
  usable: z.boolean(),
  /** Whether this version of the platform can use it. */
  fits: z.boolean(),
  alarms: Alarms,
  /** Features that lie otherwise in decided lots than in the city's, of all. */
  selected: z.object({ features: z.int(), of: z.int() }),
  acts: z.array(z.object({ act: ModelActId, by: z.string(), reason: z.string(), at: Time })),
  may: z.array(ModelActId),
});
export type ModelRow = z.infer<typeof ModelRow>;

export const readModels = route({
  method: 'get',
  path: '/clues/models',
  roles: ['supervisor'],
  reply: z.object({
    progress: TeachingProgress,
    leftOut: z.array(z.object({ why: LeftOut, cases: z.int() })),
    /** Decided lots with fewer than three bids, which prices say nothing of. */
    tooFewBids: z.int(),
    /** What scores bear from now on. */
    version: z.string(),
    rows: z.array(ModelRow),
  }),
  summary: 'How far the city’s decided cases can teach, and the models they taught',
});

export const askTraining = route({
  method: 'post',
  path: '/clues/models',
  roles: ['supervisor'],
  reply: z.object({ job: Id }),
  summary: 'Learn from the decided cases; refused while there are too few',
});

const model = z.object({ model: Id });

export const takeModelAct = route({
  method: 'post',
  path: '/clues/models/:model/acts',
  roles: ['supervisor'],
  params: model,
  body: z.object({ act: ModelActId, reason: z.string().min(4).max(1000) }),
  reply: Done,
  summary: 'Propose, approve or decline a model, or end its use; with a reason, on record',
});

export const downloadModel = route({
  method: 'get',
  path: '/clues/models/:model/model.json',
  roles: ['supervisor'],
  params: model,
  reply: z.unknown(),
  bytes: { reply: 'application/json' },
  summary: 'The model as the log’s digest has it; `kaibiao collusion --model` reads it',
});

export const WatchedFeature = z.object({
  id: z.string(),
  words: Words,
  /** Population stability index; null where there are too few values. */
  index: z.number().nullable(),
  /** Ends of the ranges, and the share of lots in each before (in training) and now. */
  cuts: z.array(z.number()),
  before: z.array(z.number()),
  now: z.array(z.number()),
});
export type WatchedFeature = z.infer<typeof WatchedFeature>;

export const watchModel = route({
  method: 'get',
  path: '/clues/models/:model/watch',
  roles: ['supervisor'],
  params: model,
  reply: z.object({
    /** Lots that it has scored, the newest of which are compared, and how many that takes. */
    ...{ scored: z.int(), compared: z.int(), least: z.int() },
    /** From this index on a feature has drifted. */
    bound: z.number(),
    drifted: z.int(),
    features: z.array(WatchedFeature),
    /** Lots decided since, by the chance the model gave them. */
    bands: z.array(
      z.object({
        ...{ from: z.number(), to: z.number(), lots: z.int(), rigged: z.int() },
        expected: z.number().nullable(),
      }),
    ),
  }),
  summary: 'Whether the city still looks as it did in training, and how right the model has been',
});

import { defineEntity, p } from '@mikro-orm/core';
import type {
  ClueAbout,
  ClueLink,
  ClueMoment,
  ClueParty,
  ClueReason,
  ClueStage,
  ClueState,
} from '../../contracts/clues/clue.ts';
import type { ExplainedKind, ExplainedWhy } from '../../contracts/clues/explained.ts';
import type { Words } from '../../contracts/words.ts';

/**
 * Something that two bids may have in common: a computer, an address, an account, a person, an author. `value` is what
 * is compared, `source` says where it was declared or seen. The history of a city: what is common here is no clue.
 */
const EvidenceMarkSchema = defineEntity({
  name: 'EvidenceMark',
  tableName: 'evidence_mark',
  primaryKeys: ['kind', 'value', 'bid'],
  properties: {
    kind: p.text().primary(),
    value: p.text().primary(),
    bid: p.uuid().primary(),
    lot: p.uuid(),
    organisation: p.uuid(),
    source: p.text(),
    at: p.datetime().length(3),
  },
});
export class EvidenceMark extends EvidenceMarkSchema.class {}
EvidenceMarkSchema.setClass(EvidenceMark);

/** Who has any mark of a kind: how many there are is asked at each analysis, and the marks are millions. */
const EvidenceUserSchema = defineEntity({
  name: 'EvidenceUser',
  tableName: 'evidence_user',
  primaryKeys: ['kind', 'organisation'],
  properties: {
    kind: p.text().primary(),
    organisation: p.uuid().primary(),
  },
});
export class EvidenceUser extends EvidenceUserSchema.class {}
EvidenceUserSchema.setClass(EvidenceUser);

/** What an analysis of one lot at one stage found, clue or not: what-if and drift are computed from it. */
const LotAnalysisSchema = defineEntity({
  name: 'LotAnalysis',
  tableName: 'lot_analysis',
  primaryKeys: ['lot', 'stage'],
  properties: {
    lot: p.uuid().primary(),
    stage: p.text().$type<ClueStage>().primary(),
    at: p.datetime().length(3),
    version: p.text(),
    /** Greatest score of any group of its bids, raised as a clue or not. */
    score: p.double().$type<number>(),
    screens: p.json<Record<string, number | null>>(),
  },
});
export class LotAnalysis extends LotAnalysisSchema.class {}
LotAnalysisSchema.setClass(LotAnalysis);

/**
 * A clue 线索: bids of one lot, firms over the years, or a firm and an agency or expert, that belong together more than
 * they should, and why. Only people determine.
 */
const ClueSchema = defineEntity({
  name: 'Clue',
  tableName: 'clue',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    about: p.text().$type<ClueAbout>(),
    project: p.uuid().nullable(),
    lot: p.uuid().nullable(),
    /** Places of the bids in the sealed set, or of the parties, ascending; none: the lot as a whole. */
    bids: p.json<number[]>(),
    /** Who it is about over the years, and what they did lot by lot; empty for a clue of one lot. */
    parties: p.json<ClueParty[]>(),
    series: p.json<ClueMoment[]>(),
    stage: p.text().$type<ClueStage>(),
    score: p.double().$type<number>(),
    low: p.double().$type<number>(),
    high: p.double().$type<number>(),
    version: p.text(),
    reasons: p.json<ClueReason[]>(),
    links: p.json<ClueLink[]>(),
    state: p.text().$type<ClueState>(),
    owner: p.uuid().nullable(),
    ownerName: p.text().nullable(),
    raisedAt: p.datetime().length(3),
    dueBy: p.datetime().length(3),
    verdict: p.text().nullable(),
    judgedAt: p.datetime().length(3).nullable(),
    sanctionCase: p.uuid().nullable(),
  },
});
export class Clue extends ClueSchema.class {}
ClueSchema.setClass(Clue);

/** What two documents of rivals share, without the tender's own words. */
const TextMatchSchema = defineEntity({
  name: 'TextMatch',
  tableName: 'text_match',
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
    a: p.integer(),
    b: p.integer(),
    fileA: p.text(),
    fileB: p.text(),
    coverageA: p.double().$type<number>(),
    coverageB: p.double().$type<number>(),
    passages: p.json<Passage[]>(),
  },
});
export class TextMatch extends TextMatchSchema.class {}
TextMatchSchema.setClass(TextMatch);

export interface Passage {
  readonly a: Excerpt;
  readonly b: Excerpt;
  readonly errors: readonly string[];
}
export interface Excerpt {
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** A source that many share for a known reason: a match through it weighs what is said here, while it holds. */
const ExplainedValueSchema = defineEntity({
  name: 'ExplainedValue',
  tableName: 'explained_value',
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<ExplainedKind>(),
    /** As marks are compared; a network of addresses has a prefix. */
    value: p.text(),
    why: p.text().$type<ExplainedWhy>(),
    reason: p.text(),
    weight: p.double().$type<number>(),
    from: p.datetime().length(3),
    until: p.datetime().length(3),
    enteredBy: p.uuid(),
    enteredByName: p.text(),
    enteredAt: p.datetime().length(3),
    endedAt: p.datetime().length(3).nullable(),
    endReason: p.text().nullable(),
  },
});
export class ExplainedValue extends ExplainedValueSchema.class {}
ExplainedValueSchema.setClass(ExplainedValue);

/** The newest graph of who bids with whom, as the nightly work left it. */
const RelationsSchema = defineEntity({
  name: 'Relations',
  tableName: 'relations',
  properties: {
    id: p.integer().primary().autoincrement(false),
    madeAt: p.datetime().length(3),
    /** The reply as it is sent. */
    text: p.text(),
    sha256: p.text(),
  },
});
export class Relations extends RelationsSchema.class {}
RelationsSchema.setClass(Relations);

/** How often each indicator was right in clues that have been erased since: counted without lot, bidder or reason. */
const JudgedTallySchema = defineEntity({
  name: 'JudgedTally',
  tableName: 'judged_tally',
  properties: {
    rule: p.text().primary(),
    words: p.json<Words>(),
    clues: p.integer(),
    confirmed: p.integer(),
    dismissed: p.integer(),
  },
});
export class JudgedTally extends JudgedTallySchema.class {}
JudgedTallySchema.setClass(JudgedTally);

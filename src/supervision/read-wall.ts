import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { readWall as contract } from '../../contracts/supervision.ts';
import type { LotState } from '../../contracts/tender/project.ts';
import { lotTitle } from '../bidding/rules.ts';
import {
  Evaluation,
  EvaluationMember,
  EvaluationSheet,
  ReportSignature,
} from '../evaluation/entities.ts';
import { CommitteeSeat, DrawWidening, ExpertDraw } from '../experts/entities.ts';
import { Hall, RecordSignature, SealedBid } from '../opening/entities.ts';
import type { Context } from '../platform/command.ts';
import { Lot, type Project } from '../tender/entities.ts';
import { overStates } from '../tender/rules/lifecycle.ts';
import { shownState } from '../tender/rules/state-words.ts';
import { type LotFacts, seenOnWall } from './rules.ts';

type Tile = z.input<typeof contract.reply>['rows'][number];

const shownFields = [
  ...([
    'title',
    'state',
    'stoppedAt',
    'deadline',
    'project.code',
    'project.name',
    'project.city',
  ] as const),
  ...(['project.tendererName', 'project.suspendedAt', 'project.publishedAt'] as const),
  'project.createdAt',
] as const;
type WallLot = Pick<Lot, 'id' | 'title' | 'state' | 'stoppedAt' | 'deadline'> & {
  readonly project: Pick<Project, 'id' | 'code' | 'name' | 'city' | 'tendererName'> &
    Pick<Project, 'suspendedAt' | 'publishedAt' | 'createdAt'>;
};

/**
 * Every lot that is not over, by deadline. It counts bids only from the table that the close fills: while bids come in
 * there is nothing in it to tell (C21).
 */
export async function readWall(ctx: Context): Promise<z.input<typeof contract.reply>> {
  const em = ctx.em.fork();
  const lots = await em.find(
    Lot,
    { state: { $nin: [...overStates] }, project: { publishedAt: { $ne: null } } },
    { populate: ['project'], fields: shownFields, orderBy: { deadline: 'asc' } },
  );
  const facts = await gather(em, lots);
  const rows = lots.map(lot => tileOf(lot, facts));
  return { now: (await ctx.clock.now(ctx.em)).toISOString(), rows };
}

type Facts = Awaited<ReturnType<typeof gather>>;

/** Between the close and the report: where the facts of a lot's rooms say how far it is. */
const inRooms: ReadonlySet<LotState> = new Set(['closed', 'opening', 'opened', 'evaluating']);

async function gather(em: EntityManager, lots: readonly WallLot[]) {
  const lot = { $in: lots.filter(l => inRooms.has(l.state)).map(l => l.id) };
  return {
    committees: await em.find(Lot, { id: lot }, { fields: ['rules'] }),
    halls: await em.find(Hall, { lot }),
    bids: await em.find(SealedBid, { lot }),
    records: await em.find(RecordSignature, { lot }, { fields: ['lot', 'organisation'] }),
    draws: await em.find(ExpertDraw, { lot }, { fields: ['lot', 'state'] }),
    widenings: await em.find(DrawWidening, { lot }, { fields: ['lot'] }),
    seats: await em.find(CommitteeSeat, { lot, leftAt: null }),
    evaluations: await em.find(Evaluation, { lot }),
    members: await em.find(EvaluationMember, { lot, leftAt: null }),
    sheets: await em.find(
      EvaluationSheet,
      { lot, lockedAt: { $ne: null } },
      { fields: ['member', 'stage'] },
    ),
    signatures: await em.find(ReportSignature, { lot }, { fields: ['lot', 'member'] }),
    moved: await lastMoves(
      em,
      lots.map(l => l.id),
    ),
  };
}

function tileOf(lot: WallLot, facts: Facts): Tile {
  const { id, project, state, deadline } = lot;
  return {
    lot: id,
    project: project.id,
    code: project.code,
    title: lotTitle(project, lot),
    city: project.city,
    state: shownState(state, Boolean(lot.stoppedAt)),
    tenderer: project.tendererName,
    deadline: deadline.toISOString(),
    since: sinceOf(lot, facts).toISOString(),
    ...seenOnWall({
      state: shownState(state, Boolean(lot.stoppedAt)),
      hall: hallOf(lot, facts),
      draw: drawOf(lot, facts),
      evaluation: evaluationOf(lot, facts),
    }),
  };
}

const of = (lot: WallLot) => (row: { lot: string }) => row.lot === lot.id;

function hallOf(lot: WallLot, { halls, bids, records }: Facts): LotFacts['hall'] {
  const hall = halls.find(of(lot));
  if (!hall) return null;
  const sealed = bids.filter(of(lot));
  return {
    stage: hall.stage,
    bids: sealed.length,
    released: sealed.filter(b => b.releasedAt).length,
    failed: sealed.filter(b => b.failure && !b.releasedAt).length,
    signatures: records.filter(r => r.lot === lot.id && signs(sealed, r.organisation)).length,
  };
}

const signs = (sealed: readonly SealedBid[], organisation: string | null | undefined) =>
  sealed.some(b => b.organisation === organisation);

function drawOf(lot: WallLot, { committees, draws, seats, widenings }: Facts): LotFacts['draw'] {
  const draw = draws.find(of(lot));
  if (!draw) return null;
  const rules = committees.find(l => l.id === lot.id)?.rules;
  if (!rules) return null;
  const { size, experts } = rules.committee;
  const held = seats.filter(s => s.lot === lot.id && s.source === 'pool').length;
  const accepted = seats.filter(s => s.lot === lot.id && s.reply === 'accepted').length;
  const widened = draw.state !== 'complete' && widenings.some(of(lot));
  return { seats: size, accepted, wanting: held < experts || widened };
}

function evaluationOf(lot: WallLot, facts: Facts): LotFacts['evaluation'] {
  const evaluation = facts.evaluations.find(of(lot));
  if (!evaluation) return null;
  const { stage } = evaluation;
  const members = facts.members.filter(of(lot));
  const locked = members.filter(m =>
    facts.sheets.some(s => s.member === m.id && s.stage === stage),
  );
  const signed = members.filter(m => facts.signatures.some(s => s.member === m.id));
  return {
    stage,
    members: members.length,
    checkedIn: members.filter(m => m.checkedInAt).length,
    locked: locked.length,
    signed: signed.length,
  };
}

/** Since when the lot is where it is: the last event that moved it. */
function sinceOf({ id, state, stoppedAt, project }: WallLot, { moved }: Facts): Date {
  if (stoppedAt) return stoppedAt;
  if (state === 'suspended' && project.suspendedAt) return project.suspendedAt;
  return moved.get(id) ?? project.publishedAt ?? project.createdAt;
}

/** Events that bring a lot to another stage. Those of a bid have the bid as their subject and are not among them. */
const moves = [
  'opening.closed',
  'opening.revealed',
  'opening.finished',
  'experts.drawn',
  'experts.widened',
  'evaluation.convened',
  'evaluation.started',
  'evaluation.stage-ended',
  'evaluation.reported',
  'evaluation.finished',
  'award.candidates-published',
];

/** When each lot last moved. */
async function lastMoves(em: EntityManager, lots: readonly string[]): Promise<Map<string, Date>> {
  const rows = await em.execute<{ subject: string; at: Date | string }[]>(
    `select subject, max(at) as at from event
     where subject = any(string_to_array(?, ',')) and type = any(string_to_array(?, ','))
     group by subject`,
    [lots.join(','), moves.join(',')],
  );
  return new Map(rows.map(({ subject, at }) => [subject, new Date(at)]));
}

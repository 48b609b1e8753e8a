import type { Member } from '../../contracts/evaluation/members.ts';
import type { EvaluationRoom, Outcome } from '../../contracts/evaluation/room.ts';
import type { ShownEvent } from '../../contracts/rooms.ts';
import type { Reducer } from '../kernel/room.ts';
import type { EvaluationFacts } from './rules/facts.ts';
import { nobodyLeads, withoutMember, withVote } from './rules/leader.ts';
import { withFinding, withoutFindings } from './rules/questions.ts';
import { extended, noTime } from './rules/time.ts';

/** The room before its committee stands. */
export const emptyRoom: EvaluationRoom = {
  lot: '',
  stage: 'waiting',
  members: [],
  leadership: nobodyLeads,
  time: noTime,
  bids: [],
  outcomes: [],
  competition: null,
  letters: [],
  discussion: [],
  checks: [],
  questions: [],
  ranking: null,
  report: null,
};

type Steps = {
  readonly [T in keyof EvaluationFacts]: (
    room: EvaluationRoom,
    data: EvaluationFacts[T],
    at: string,
  ) => EvaluationRoom;
};

/** The room after one more event; events that it does not know leave it as it is. */
export function reduceEvaluation(room: EvaluationRoom, event: ShownEvent): EvaluationRoom {
  const step = steps[event.type as keyof EvaluationFacts] as
    | ((room: EvaluationRoom, data: unknown, at: string) => EvaluationRoom)
    | undefined;
  return step ? step(room, event.data, event.at) : room;
}

export const evaluationReducer: Reducer<EvaluationRoom> = {
  initial: emptyRoom,
  reduce: reduceEvaluation,
};

const steps: Steps = {
  'evaluation.convened': (room, { lot, members }) => ({
    ...room,
    lot,
    members: members.map(m => ({ ...newcomer, ...m })),
  }),
  'evaluation.member-left': (room, { number }) => ({
    ...room,
    stage: room.stage === 'waiting' ? 'waiting' : 'qualification',
    members: room.members.filter(m => m.number !== number).map(m => ({ ...m, signed: false })),
    leadership: withoutMember(room.leadership, number),
    time: { ...room.time, asks: room.time.asks.filter(a => a.number !== number) },
    bids: room.bids.map(b => ({ ...b, rejected: null })),
    outcomes: [],
    competition: null,
    checks: [],
    questions: withoutFindings(room.questions, number),
    ranking: null,
    report: null,
  }),
  'evaluation.member-joined': (room, seat) => ({
    ...room,
    members: [...room.members, { ...newcomer, ...seat }].sort((a, b) => a.number - b.number),
  }),
  'evaluation.checked-in': (room, { number, venue }) =>
    withMember(room, number, { venue, checkedIn: true, promised: true }),
  'evaluation.leader-voted': (room, { number, choice = null }) => ({
    ...room,
    leadership: withVote(room.leadership, number, choice),
  }),
  'evaluation.leader-elected': (room, { number, votes }) => ({
    ...room,
    leadership: { leader: number, votes: [...votes] },
    members: room.members.map(m => ({ ...m, leader: m.number === number })),
  }),
  'evaluation.time-asked': (room, { number, minutes = 0, reason = '' }) => ({
    ...room,
    time: { ...room.time, asks: [...room.time.asks, { number, minutes, reason }] },
  }),
  'evaluation.time-extended': (room, { minutes, dueAt, asks = [] }, at) => ({
    ...room,
    time: extended(room.time, { at, minutes, dueAt, asks: [...asks] }),
  }),
  'evaluation.started': (room, { bids = [], dueAt = null }) => ({
    ...room,
    time: { ...room.time, dueAt },
    stage: 'qualification',
    bids: bids.map(b => ({ ...b })),
  }),
  'evaluation.saved': (room, { number, filled }) => withMember(room, number, { filled }),
  'evaluation.locked': (room, { number, stage }) => ({
    ...room,
    members: room.members.map(m =>
      m.number === number ? { ...m, locked: [...m.locked.filter(s => s !== stage), stage] } : m,
    ),
  }),
  'evaluation.reopened': (room, { number, stage }) => ({
    ...room,
    members: room.members.map(m =>
      m.number === number ? { ...m, locked: m.locked.filter(s => s !== stage) } : m,
    ),
  }),
  'evaluation.checked': (room, { checks = [] }) => ({ ...room, checks: [...checks] }),
  'evaluation.questioned': (room, question, at) => ({
    ...room,
    questions: [...room.questions, { ...question, at, votes: [], decided: null }],
  }),
  'evaluation.question-answered': (room, { id, number, finding = null, reason = null }) => ({
    ...room,
    questions: withFinding(room.questions, id, { number, finding, reason }),
  }),
  'evaluation.question-decided': (room, { id, decided, votes }) => ({
    ...room,
    questions: room.questions.map(q =>
      q.id === id ? { ...q, decided, votes: votes ? [...votes] : q.votes } : q,
    ),
  }),
  'evaluation.competition-in-doubt': (room, { effective }) => ({
    ...room,
    competition: { effective, votes: [], proceed: null },
  }),
  'evaluation.voted': (room, { number, proceed = null, reason = '' }) =>
    room.competition
      ? {
          ...room,
          competition: {
            ...room.competition,
            votes: [...room.competition.votes, { number, proceed, reason }],
          },
        }
      : room,
  'evaluation.competition-decided': (room, { proceed, votes }) =>
    room.competition
      ? {
          ...room,
          competition: {
            ...room.competition,
            proceed,
            votes: votes ? [...votes] : room.competition.votes,
          },
        }
      : room,
  'evaluation.stage-ended': (room, { stage, next, outcomes = [] }) => ({
    ...room,
    stage: next,
    outcomes: [...room.outcomes.filter(o => o.stage !== stage), ...outcomes],
    bids: room.bids.map(b => ({ ...b, rejected: b.rejected ?? rejection(outcomes, b.bid) })),
    members: room.members.map(m => ({ ...m, filled: 0 })),
    checks: stage === 'technical' ? [] : room.checks,
  }),
  'evaluation.priced': (room, { ranking = null, files = [] }) => ({
    ...room,
    ranking,
    bids: room.bids.map(b => ({
      ...b,
      files: [...b.files, ...(files.find(f => f.bid === b.bid)?.files ?? [])],
    })),
  }),
  'evaluation.reported': (room, { sha256 }) => ({
    ...room,
    stage: 'report',
    report: { sha256, signatures: [] },
  }),
  'evaluation.signed': (room, { number, dissent = null, refused }, at) => ({
    ...withMember(room, number, { signed: true }),
    report: room.report && {
      ...room.report,
      signatures: [...room.report.signatures, { number, at, dissent, refused }],
    },
  }),
  'evaluation.finished': room => ({ ...room, stage: 'finished' }),
  'evaluation.letter-sent': (room, { id, bid, question = '', answerBy }, at) =>
    bid && answerBy
      ? {
          ...room,
          letters: [
            ...room.letters,
            { id, bid, question, at, answerBy, answer: null, answeredAt: null },
          ],
        }
      : room,
  'evaluation.letter-answered': (room, { id, answer = '' }, at) => ({
    ...room,
    letters: room.letters.map(l => (l.id === id ? { ...l, answer, answeredAt: at } : l)),
  }),
  'evaluation.said': (room, { number, text }, at) =>
    text === undefined
      ? room
      : {
          ...room,
          discussion: [...room.discussion, { seq: room.discussion.length + 1, number, text, at }],
        },
};

const newcomer = {
  venue: null,
  leader: false,
  checkedIn: false,
  promised: false,
  locked: [],
  filled: 0,
  signed: false,
};

function withMember(room: EvaluationRoom, number: number, change: Partial<Member>): EvaluationRoom {
  return {
    ...room,
    members: room.members.map(m => (m.number === number ? { ...m, ...change } : m)),
  };
}

const rejection = (outcomes: readonly Outcome[], bid: string): string | null =>
  outcomes.find(o => o.bid === bid && !o.passed)?.reasons.join('；') ?? null;

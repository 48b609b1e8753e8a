import type { CommitteeQuestion, QuestionFinding } from '../../../contracts/committee-questions.ts';
import type { EvaluationStage, Member } from '../../../contracts/evaluation/members.ts';
import type { EvaluationRoom, Outcome, RoomBid } from '../../../contracts/evaluation/room.ts';
import type { ScoreCheck, SheetStage } from '../../../contracts/evaluation/sheets.ts';
import type { EvaluationReport, LockedSheet } from '../../../contracts/evaluation-report.ts';

type Seat = Pick<Member, 'number' | 'city' | 'discipline'>;

type Files = readonly { readonly bid: string; readonly files: RoomBid['files'] }[];

/** What each event of the room says. What a viewer may not know is left out of its data by `viewEvaluationEvent`. */
export interface EvaluationFacts {
  readonly 'evaluation.convened': { lot: string; members: readonly Seat[] };
  readonly 'evaluation.member-left': { number: number; reason: string };
  readonly 'evaluation.member-joined': Seat;
  readonly 'evaluation.checked-in': { number: number; venue: string };
  readonly 'evaluation.leader-voted': { number: number; choice?: number };
  readonly 'evaluation.leader-elected': {
    number: number;
    votes: EvaluationRoom['leadership']['votes'];
  };
  readonly 'evaluation.started': { bids?: readonly RoomBid[]; dueAt?: string };
  readonly 'evaluation.time-asked': { number: number; minutes?: number; reason?: string };
  readonly 'evaluation.time-extended': {
    minutes: number;
    dueAt: string;
    asks?: EvaluationRoom['time']['asks'];
  };
  readonly 'evaluation.saved': {
    number: number;
    stage: SheetStage;
    filled: number;
    version?: number;
    marksSha256?: string;
  };
  readonly 'evaluation.locked': {
    number: number;
    stage: SheetStage;
    version?: number;
    marksSha256?: string;
  };
  readonly 'evaluation.reopened': { number: number; stage: SheetStage };
  readonly 'evaluation.checked': { checks?: readonly ScoreCheck[] };
  readonly 'evaluation.questioned': Pick<
    CommitteeQuestion,
    'id' | 'item' | 'limb' | 'bids' | 'words' | 'innocent'
  >;
  readonly 'evaluation.question-answered': {
    id: string;
    number: number;
    finding?: QuestionFinding;
    reason?: string;
  };
  readonly 'evaluation.question-decided': {
    id: string;
    decided: QuestionFinding;
    votes?: CommitteeQuestion['votes'];
  };
  readonly 'evaluation.competition-in-doubt': { effective: number };
  readonly 'evaluation.voted': { number: number; proceed?: boolean; reason?: string };
  readonly 'evaluation.competition-decided': {
    proceed: boolean;
    votes?: NonNullable<EvaluationRoom['competition']>['votes'];
  };
  readonly 'evaluation.stage-ended': {
    stage: SheetStage;
    next: EvaluationStage;
    outcomes?: readonly Outcome[];
    sheets?: readonly LockedSheet[];
    reopened?: EvaluationReport['reopened'];
  };
  readonly 'evaluation.priced': { ranking?: EvaluationRoom['ranking']; files?: Files };
  readonly 'evaluation.reported': { sha256: string };
  readonly 'evaluation.signed': {
    number: number;
    dissent?: string | null;
    refused: boolean;
    signatureSha256?: string;
  };
  readonly 'evaluation.finished': { result?: 'ranked' | 'all-rejected' };
  readonly 'evaluation.letter-sent': {
    id: string;
    bid?: string;
    question?: string;
    answerBy?: string;
  };
  readonly 'evaluation.letter-answered': { id: string; answer?: string };
  readonly 'evaluation.said': { number: number; text?: string };
}

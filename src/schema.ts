import { RetentionHold } from './audit/entities.ts';
import { Award, AwardCandidate, AwardVoiding, ResultObjection } from './award/entities.ts';
import { Bid, BidRefusal, BidRevocation, BidSegment } from './bidding/entities.ts';
import {
  CaseAct,
  Sanction,
  SanctionAppeal,
  SanctionCase,
  SanctionEntry,
  SanctionEvidence,
  SanctionImport,
  SanctionPeer,
} from './blacklist/entities.ts';
import { BondPayment } from './bond/entities.ts';
import {
  Clue,
  EvidenceMark,
  EvidenceUser,
  ExplainedValue,
  JudgedTally,
  LotAnalysis,
  Relations,
  TextMatch,
} from './clues/entities.ts';
import { HistoryKey, HistoryText, PastMatch } from './clues/history/entities.ts';
import { CollusionModel, ModelAct, ModelScore } from './clues/learning/entities.ts';
import { LotContract } from './contract/entities.ts';
import { CreditAct, CreditDocument, CreditEntry, CreditObjection } from './credit/entities.ts';
import {
  ClarificationLetter,
  Evaluation,
  EvaluationMember,
  EvaluationSheet,
  ReportSignature,
} from './evaluation/entities.ts';
import { CommitteeSeat, DrawWidening, ExpertDraw } from './experts/entities.ts';
import { PlatformTables } from './migrations/0001-platform.ts';
import { LogTables } from './migrations/0002-log.ts';
import { RoomTables } from './migrations/0003-rooms.ts';
import { RegistryTables } from './migrations/0010-registry.ts';
import { TenderTables } from './migrations/0011-tender.ts';
import { BiddingTables } from './migrations/0020-bidding.ts';
import { OpeningTables } from './migrations/0021-opening.ts';
import { ExpertTables } from './migrations/0030-experts.ts';
import { EvaluationTables } from './migrations/0031-evaluation.ts';
import { AwardTables } from './migrations/0032-award.ts';
import { CommitteeAtWork } from './migrations/0033-committee-at-work.ts';
import { JobTables } from './migrations/0050-jobs.ts';
import { BidRevocationTable } from './migrations/0051-bid-revocation.ts';
import { SealedTraceTable } from './migrations/0051-sealed-traces.ts';
import { DemoTime } from './migrations/0052-demo-time.ts';
import { OrganisationProfileTable } from './migrations/0060-organisation-profile.ts';
import { PaperSealTable } from './migrations/0060-paper-seal.ts';
import { BlacklistTables } from './migrations/0061-blacklist.ts';
import { BondTables } from './migrations/0061-bond.ts';
import { ContractTables } from './migrations/0062-contract.ts';
import { DocumentObjectionTable } from './migrations/0063-document-objection.ts';
import { ClueTables } from './migrations/0070-clues.ts';
import { DrawWideningTable } from './migrations/0071-draw-widening.ts';
import { CreditTables } from './migrations/0080-credit.ts';
import { CreditIndexes } from './migrations/0081-credit-indexes.ts';
import { RetentionTables } from './migrations/0085-retention.ts';
import { BehaviourClues } from './migrations/0090-behaviour-clues.ts';
import { ExplainedValues } from './migrations/0091-explained-values.ts';
import { TenYears } from './migrations/0095-ten-years.ts';
import { TextHistory } from './migrations/0096-text-history.ts';
import { BondKeptAt } from './migrations/0100-bond-kept-at.ts';
import { AwardVoidingTable } from './migrations/0101-award-voiding.ts';
import { RefusalEnglish } from './migrations/0102-refusal-english.ts';
import { CommitteeQuestions } from './migrations/0110-committee-questions.ts';
import { LearningTables } from './migrations/0120-learning.ts';
import { KeptRelations } from './migrations/0128-kept-relations.ts';
import { RetentionIndexes } from './migrations/0129-retention-indexes.ts';
import {
  Hall,
  HallSignIn,
  OpenedEnvelope,
  RecordSignature,
  ReleasedInner,
  SealedBid,
} from './opening/entities.ts';
import { DemoClock } from './platform/clock.ts';
import type { Schema } from './platform/database.ts';
import { Idempotency } from './platform/idempotency.ts';
import { Job } from './platform/jobs/entities.ts';
import { Event, LedgerRoom } from './platform/ledger/entities.ts';
import { SealedTrace } from './platform/sealed-trace.ts';
import {
  Certificate,
  Challenge,
  Expert,
  Organisation,
  OrganisationProfile,
  Person,
  Session,
} from './registry/entities.ts';
import {
  DocumentObjection,
  Lot,
  Notice,
  Project,
  Question,
  TenderDocument,
} from './tender/entities.ts';

/** Every table of the house, and every step that made it, in order. A capability adds its words here. */
export const schema: Schema = {
  entities: [
    ...[Event, LedgerRoom, DemoClock, Idempotency, Job, SealedTrace],
    ...[Organisation, OrganisationProfile, Person, Certificate, Expert, Session, Challenge],
    ...[SanctionCase, CaseAct, SanctionEvidence, Sanction, SanctionEntry, SanctionAppeal],
    ...[SanctionPeer, SanctionImport],
    ...[Project, Lot, TenderDocument, Question, DocumentObjection, Notice],
    BondPayment,
    ...[Bid, BidSegment, BidRevocation, BidRefusal],
    ...[Hall, HallSignIn, SealedBid, ReleasedInner, OpenedEnvelope, RecordSignature],
    ...[ExpertDraw, DrawWidening, CommitteeSeat],
    ...[Evaluation, EvaluationMember, EvaluationSheet, ClarificationLetter, ReportSignature],
    LotContract,
    ...[CreditDocument, CreditEntry, CreditAct, CreditObjection],
    ...[Award, AwardCandidate, AwardVoiding, ResultObjection],
    ...[
      ExplainedValue,
      Clue,
      EvidenceMark,
      EvidenceUser,
      LotAnalysis,
      TextMatch,
      Relations,
      JudgedTally,
    ],
    RetentionHold,
    ...[HistoryText, HistoryKey, PastMatch],
    ...[CollusionModel, ModelAct, ModelScore],
  ],
  migrations: [
    PlatformTables,
    LogTables,
    RoomTables,
    RegistryTables,
    TenderTables,
    BiddingTables,
    OpeningTables,
    ExpertTables,
    EvaluationTables,
    AwardTables,
    CommitteeAtWork,
    JobTables,
    BidRevocationTable,
    SealedTraceTable,
    DemoTime,
    OrganisationProfileTable,
    PaperSealTable,
    BlacklistTables,
    BondTables,
    ContractTables,
    DocumentObjectionTable,
    ClueTables,
    DrawWideningTable,
    CreditTables,
    CreditIndexes,
    RetentionTables,
    BehaviourClues,
    ExplainedValues,
    TenYears,
    TextHistory,
    BondKeptAt,
    AwardVoidingTable,
    RefusalEnglish,
    CommitteeQuestions,
    LearningTables,
    KeptRelations,
    RetentionIndexes,
  ],
};

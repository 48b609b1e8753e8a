import type { z } from 'zod';
import {
  type HallBid,
  type HallStage,
  OpeningForm,
  type reportReleaseFailure,
} from '../../contracts/opening.ts';
import type { LotState } from '../../contracts/tender/project.ts';
import type { Words } from '../../contracts/words.ts';
import { beijingMinute } from '../kernel/beijing.ts';
import { parseYuan } from '../kernel/money.ts';
import type { Moves } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';

export type Stage = z.infer<typeof HallStage>;
export type Opened = NonNullable<HallBid['opened']>;
export type Failure = z.infer<typeof reportReleaseFailure.body>['cause'];

/** The stages of a hall; what is absent is refused. */
export const hallMoves: Moves<Stage> = {
  waiting: ['failed', 'releasing'],
  failed: [],
  releasing: ['reading'],
  reading: ['signing'],
  signing: ['finished'],
  finished: [],
};

export const failureWords: Readonly<Record<Failure, Words>> = {
  'wrong-certificate': { zh: '证书不是投标时的那张', en: 'Not the certificate of the bid' },
  'no-key': { zh: '没有找到证书介质', en: 'No certificate token found' },
  'package-damaged': { zh: '收到的密封包打不开', en: 'The sealed package does not open' },
  other: { zh: '其他原因', en: 'Another cause' },
};

const signInMs = 3_600_000;

/** Sign-in is possible from one hour before the deadline until the bids are revealed. */
export function requireSignIn(lot: { state: LotState; deadline: Date }, stage: Stage, now: Date) {
  const from = new Date(lot.deadline.getTime() - signInMs);
  if (now < from)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `签到从 ${beijingMinute(from)} 开始，请到时再来。`,
        en: `Sign-in begins at ${beijingMinute(from)} Beijing time. Come back then.`,
      },
      {
        from: from.toISOString(),
      },
    );
  if (lot.state === 'bidding' || stage === 'releasing') return;
  throw new RuleError('WRONG_STATE', { zh: '签到已经结束。', en: 'Sign-in is over.' });
}

interface Closing {
  readonly state: LotState;
  readonly deadline: Date;
  readonly stoppedAt?: Date | null | undefined;
}

/** Lots whose deadline has come are closed, late or early in the turn of the clock, once; not while an objection waits (B22). */
export function isDue(lot: Closing, now: Date): boolean {
  return lot.state === 'bidding' && !lot.stoppedAt && now >= lot.deadline;
}

/** A submission as the close looks at it. */
export interface Submission {
  readonly organisation: string;
  readonly sequence: number;
  readonly kind: 'submitted' | 'withdrawn';
}

/** Only each bidder's newest submission counts, and not when it is a withdrawal; the others stay sealed for ever. */
export function standing<S extends Submission>(
  all: readonly S[],
): { sealed: S[]; superseded: S[] } {
  const newest = new Map<string, S>();
  for (const one of all) {
    const known = newest.get(one.organisation);
    if (!known || known.sequence < one.sequence) newest.set(one.organisation, one);
  }
  const sealed = [...newest.values()].filter(one => one.kind === 'submitted');
  const superseded = all.filter(one => one.kind === 'submitted' && !sealed.includes(one));
  return { sealed, superseded };
}

/** Why nothing is released at a stage, and what follows. */
const notReleasing: Readonly<Record<Exclude<Stage, 'releasing'>, Words>> = {
  waiting: {
    zh: '解密还没有开始，请等待主持人开始解密。',
    en: 'The release has not begun. Wait for the chair to start it.',
  },
  failed: {
    zh: '投标人少于三个，没有开标，不用解密；密封的投标文件不再打开（实施条例第四十四条）。请留意重新招标的公告。',
    en: 'With fewer than three bidders there is no opening and nothing to release; sealed bids stay closed (Implementing Regulations, art. 44). Look out for the new tender.',
  },
  reading: { zh: '已经开启，不再接收解密。', en: 'The bids are opened; no release is taken.' },
  signing: { zh: '已经开启，不再接收解密。', en: 'The bids are opened; no release is taken.' },
  finished: { zh: '开标已经结束。', en: 'The opening is over.' },
};

/** Releases are taken in the announced window and not at its end (C30). */
export function requireWindow(hall: { stage: Stage; windowEndsAt: Date | null }, now: Date): void {
  const { stage } = hall;
  if (stage !== 'releasing') throw new RuleError('WINDOW_CLOSED', notReleasing[stage], { stage });
  if (hall.windowEndsAt === null)
    throw new RuleError('WINDOW_CLOSED', notReleasing.waiting, { stage });
  if (now >= hall.windowEndsAt)
    throw new RuleError(
      'WINDOW_CLOSED',
      {
        zh: '解密时限已过，没有解密的按责任处理（电子招标投标办法第三十一条）。',
        en: 'The release window is over; a bid not released is dealt with by whose fault it was (Electronic Bidding Measures, art. 31).',
      },
      {
        windowEndsAt: hall.windowEndsAt.toISOString(),
      },
    );
}

/** Whether the reveal is due: all have released, or the window has ended. */
export function isRevealDue(
  hall: { stage: Stage; windowEndsAt: Date | null },
  waiting: number,
  now: Date,
): boolean {
  if (hall.stage !== 'releasing' || hall.windowEndsAt === null) return false;
  return waiting === 0 || now >= hall.windowEndsAt;
}

/** One package as it was handed over, by its hash. */
export interface ReleasedPackage {
  readonly envelope: string;
  readonly innerSha256: string;
}

/** Every envelope of the manifest once, each with exactly the inner package that was sealed; RELEASE_MISMATCH names the first that is not. */
export function requireRelease(
  sealed: readonly { id: string; innerSha256: string }[],
  released: readonly ReleasedPackage[],
): void {
  const given = new Map(released.map(r => [r.envelope, r.innerSha256]));
  if (given.size !== released.length || given.size !== sealed.length)
    throw new RuleError('RELEASE_MISMATCH', {
      zh: '交来的信封与投标时的不是同一组，请重新解密全部信封。',
      en: 'The envelopes are not the ones of your bid. Release all of them again.',
    });
  const wrong = sealed.find(envelope => given.get(envelope.id) !== envelope.innerSha256);
  if (wrong)
    throw new RuleError(
      'RELEASE_MISMATCH',
      {
        zh: `信封“${wrong.id}”解出的内容与投标时的摘要不一致，没有接收。请用投标时的证书或恢复文件再试。`,
        en: `The content of the envelope “${wrong.id}” does not match your bid and was not taken. Try the certificate you bid with, or the recovery file.`,
      },
      { envelope: wrong.id, expected: wrong.innerSha256 },
    );
}

/** Reads the opening form strictly; null tells that it is not one. `ceiling` in yuan text. */
export function readForm(bytes: Uint8Array, ceiling: string): Opened | null {
  const form = OpeningForm.safeParse(jsonOf(bytes));
  if (!form.success) return null;
  return { ...form.data, overCeiling: parseYuan(form.data.price) > parseYuan(ceiling) };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const idle: Words = { zh: '解密时限内没有操作', en: 'Not decrypted in the window' };

/** Whose fault it is that a bid was not opened (C31): the platform's when it no longer holds what it received. */
export function fateOfUnreleased(
  storedIntact: boolean,
  reported: Failure | null,
): Pick<Fate, 'fate' | 'cause' | 'owner'> {
  if (!storedIntact)
    return {
      fate: 'withdrawn-by-platform',
      cause: {
        zh: '平台保存的内容与接收时不一致，视为撤回，可要求赔偿（电子招标投标办法第三十一条）',
        en: 'What the platform holds differs from what it received: deemed withdrawn, damages may be claimed (Electronic Bidding Measures, art. 31)',
      },
      owner: 'platform',
    };
  const why = reported ? failureWords[reported] : idle;
  return {
    fate: 'revoked',
    cause: {
      zh: `${why.zh}；平台封存字节与接收时一致，视为撤销（电子招标投标办法第三十一条）`,
      en: `${why.en}; the sealed bytes are as received: deemed revoked (Electronic Bidding Measures, art. 31)`,
    },
    owner: 'bidder',
  };
}

/** Released, but the platform no longer holds the sealed bytes that the key would open. */
export const lostAfterRelease = {
  fate: 'withdrawn-by-platform',
  cause: {
    zh: '已解密，但平台保存的内容与接收时不一致，视为撤回，可要求赔偿（电子招标投标办法第三十一条）',
    en: 'Decrypted, but what the platform holds differs from what it received: deemed withdrawn, damages may be claimed (Electronic Bidding Measures, art. 31)',
  },
  owner: 'platform',
} as const;

/** What became of one bid at the reveal. `defective`: released, but its opening form cannot be read out. */
export interface Fate {
  readonly bid: string;
  readonly fate: 'opened' | 'defective' | 'revoked' | 'withdrawn-by-platform';
  readonly cause: Words | null;
  readonly owner: 'bidder' | 'platform' | null;
  readonly opened: Opened | null;
}

/** Bids that were opened or could be: fewer than three is a fact for the committee; B44 counts only at the deadline. */
export function effective(fates: readonly Pick<Fate, 'fate'>[]): number {
  return fates.filter(f => f.fate === 'opened' || f.fate === 'defective').length;
}

/** Who comes to the hall. `ownBid` tells whether the bidder's bid is in the sealed set. */
export interface Visitor {
  readonly organisation: string | null;
  readonly roles: readonly string[];
  readonly ownBid: boolean;
}

/**
 * Who may be in the hall: centre and supervisor, the project's tenderer and agency, and the bidders of the sealed set.
 * Before the close any bidder may come in, or the door itself would tell who has bid.
 */
export function mayEnter(
  project: { tenderer: string; agency: string | null },
  closed: boolean,
  visitor: Visitor,
): boolean {
  const { organisation, roles } = visitor;
  if (roles.includes('operator') || roles.includes('supervisor')) return true;
  if (organisation !== null && isHost(project, organisation)) return true;
  return roles.includes('bidder') && (!closed || visitor.ownBid);
}

/** The tenderer or its agency holds the opening (A35). */
export function isHost(
  project: { tenderer: string; agency: string | null },
  organisation: string | null,
): boolean {
  return organisation !== null && [project.tenderer, project.agency].includes(organisation);
}

/** Questions are asked and answered from the close until the record is drawn up (B44). */
export function requireTalk(stage: Stage): void {
  if (stage === 'releasing' || stage === 'reading') return;
  throw new RuleError(
    'WRONG_STATE',
    { zh: '提问已经结束。', en: 'Questions are over.' },
    { stage },
  );
}

/** The record is drawn up after the reveal, when every question has its answer: B44 wants it on the spot. */
export function requireReady(stage: Stage, questions: readonly { answer: string | null }[]): void {
  if (stage !== 'reading')
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '唱标之后才能生成开标记录，并且只生成一次。',
        en: 'The opening record is made once, after the bids have been read out.',
      },
      { stage },
    );
  const open = questions.filter(question => question.answer === null).length;
  if (open > 0)
    throw new RuleError(
      'OBJECTION_PENDING',
      {
        zh: `还有 ${open} 个提问没有答复，请先答复（B44）。`,
        en: `${open} questions are open. Answer them first (Implementing Regulations, art. 44).`,
      },
      {
        open,
      },
    );
}

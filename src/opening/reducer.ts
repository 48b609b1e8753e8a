import type { Hall, HallBid } from '../../contracts/opening.ts';
import type { ShownEvent } from '../../contracts/rooms.ts';
import type { Words } from '../../contracts/words.ts';
import type { Reducer } from '../kernel/room.ts';
import { fewestBidders } from '../tender/rules/lifecycle.ts';
import { parameterTitle } from '../tender/rules/price-draw.ts';
import { type Failure, failureWords, type Opened } from './rules.ts';

/** What each event of the room says; `opening.closed` names nobody when the opening fails (B44). */
export interface HallFacts {
  readonly 'opening.closed': {
    root: string;
    count: number;
    windowEndsAt: string | null;
    bids: readonly {
      bid: string;
      number: number;
      organisation: string;
      bidder: string;
      signedInAt: string | null;
    }[];
  };
  readonly 'opening.failed': { count: number };
  readonly 'opening.signed-in': { bid: string };
  readonly 'opening.released': { bid: string; recovery: boolean };
  readonly 'opening.release-failed': {
    bid: string;
    organisation: string;
    cause: Failure;
    detail: string;
    owner: 'bidder' | 'platform';
  };
  readonly 'opening.revealed': {
    bids: readonly {
      bid: string;
      fate: 'opened' | 'defective' | 'revoked' | 'withdrawn-by-platform';
      cause: Words | null;
      owner: 'bidder' | 'platform' | null;
      opened: Opened | null;
    }[];
    effective: number;
    drawn: Hall['drawn'];
  };
  readonly 'opening.asked': { question: string; from: string; text: string };
  readonly 'opening.answered': { question: string; from: string; text: string };
  readonly 'opening.recorded': { sha256: string };
  readonly 'opening.record-signed': { name: string };
  readonly 'opening.finished': Record<string, never>;
}

/** The hall before anything has happened in it: what everybody sees until the close. */
export const emptyHall: Hall = {
  stage: 'waiting',
  closedAt: null,
  sealedRoot: null,
  windowEndsAt: null,
  revealedAt: null,
  bids: [],
  drawn: {},
  questions: [],
  record: null,
  log: [],
};

type Steps = {
  readonly [T in keyof HallFacts]: (hall: Hall, data: HallFacts[T], at: string) => Step;
};
interface Step {
  readonly hall: Hall;
  /** The line of the live record. */
  readonly line: Words;
  readonly tone?: 'plain' | 'bad' | 'ok';
}

/** The hall after one more event; events that it does not know leave it as it is. */
export function reduceHall(hall: Hall, event: ShownEvent): Hall {
  const step = steps[event.type as keyof HallFacts] as
    | ((hall: Hall, data: unknown, at: string) => Step)
    | undefined;
  if (!step) return hall;
  const { hall: next, line, tone = 'plain' } = step(hall, event.data, event.at);
  const seq = hall.log.length + 1;
  return { ...next, log: [...next.log, { seq, at: event.at, text: line, tone }] };
}

export const hallReducer: Reducer<Hall> = { initial: emptyHall, reduce: reduceHall };

const steps: Steps = {
  'opening.closed': (hall, { root, count, windowEndsAt, bids }, at) => ({
    hall: {
      ...hall,
      stage: windowEndsAt === null ? 'waiting' : 'releasing',
      closedAt: at,
      sealedRoot: root,
      windowEndsAt,
      bids: bids.map(bid => ({ ...waiting, ...bid })),
    },
    line: {
      zh: `停止接收，封存 ${count} 份，封存根 ${root.slice(0, 8)}… 已写入公开日志`,
      en: `Closed: ${count} bids sealed, their root ${root.slice(0, 8)}… is in the public log`,
    },
  }),
  'opening.failed': (hall, { count }) => ({
    hall: { ...hall, stage: 'failed' },
    line: {
      zh: `投标人 ${count} 个，少于 3 个，不开标，重新招标（实施条例第四十四条）`,
      en: `Bidders: ${count}, fewer than 3. Not opened, to be tendered again (Implementing Regulations, art. 44)`,
    },
    tone: 'bad',
  }),
  'opening.signed-in': (hall, { bid }, at) => ({
    hall: withBid(hall, bid, { signedInAt: at }),
    line: by(nameOf(hall, bid), '签到', 'signed in'),
  }),
  'opening.released': (hall, { bid, recovery }, at) => ({
    hall: withBid(hall, bid, { release: 'released', releasedAt: at, cause: null, owner: null }),
    line: recovery
      ? by(nameOf(hall, bid), '用恢复文件解密', 'decrypted with the recovery file')
      : by(nameOf(hall, bid), '已解密', 'decrypted'),
    tone: 'ok',
  }),
  'opening.release-failed': (hall, { bid, cause, owner }) => ({
    hall: withBid(hall, bid, { release: 'failed', cause: failureWords[cause], owner }),
    line: by(
      nameOf(hall, bid),
      `解密失败：${failureWords[cause].zh}（责任：${ownerWords[owner].zh}）`,
      `failed to decrypt: ${failureWords[cause].en} (fault: ${ownerWords[owner].en})`,
    ),
    tone: 'bad',
  }),
  'opening.revealed': (hall, { bids, effective, drawn }, at) => ({
    hall: bids.reduce(reveal, { ...hall, stage: 'reading', revealedAt: at, drawn: { ...drawn } }),
    line: revealedWords(effective, drawn),
    tone: effective < fewestBidders ? 'bad' : 'ok',
  }),
  'opening.asked': (hall, { question, from, text }, at) => ({
    hall: {
      ...hall,
      questions: [
        ...hall.questions,
        { id: question, from, text, at, answer: null, answeredAt: null },
      ],
    },
    line: by(named(from), `提问：${text}`, `asked: ${text}`),
  }),
  'opening.answered': (hall, { question, from, text }, at) => ({
    hall: {
      ...hall,
      questions: hall.questions.map(q =>
        q.id === question ? { ...q, answer: text, answeredAt: at } : q,
      ),
    },
    line: by(named(from), `答：${text}`, `answered: ${text}`),
  }),
  'opening.recorded': (hall, { sha256 }) => ({
    hall: { ...hall, stage: 'signing', record: { sha256, signatures: [] } },
    line: {
      zh: '提问结束，开标记录已生成，请核对并签署',
      en: 'Questions are over. The opening record is made: check and sign it',
    },
  }),
  'opening.record-signed': (hall, { name }, at) => ({
    hall: {
      ...hall,
      record: hall.record && {
        ...hall.record,
        signatures: [...hall.record.signatures, { name, at }],
      },
    },
    line: by(named(name), '签署开标记录', 'signed the opening record'),
  }),
  'opening.finished': hall => ({
    hall: { ...hall, stage: 'finished' },
    line: { zh: '开标结束', en: 'The opening is over' },
    tone: 'ok',
  }),
};

const waiting = {
  release: 'waiting',
  releasedAt: null,
  cause: null,
  owner: null,
  opened: null,
} as const;

/** A name is the same in every language. */
const named = (name: string): Words => ({ zh: name, en: name });
/** A line about somebody. */
const by = (name: Words, zh: string, en: string): Words => ({
  zh: `${name.zh} ${zh}`,
  en: `${name.en} ${en}`,
});

function revealedWords(effective: number, drawn: Hall['drawn']): Words {
  const few = effective < fewestBidders;
  const draws = Object.entries(drawn).map(([name, { value }]) => ({
    zh: `，当场抽取${parameterTitle(name).zh} ${value}`,
    en: `; drawn on the spot: ${parameterTitle(name).en} ${value}`,
  }));
  return {
    zh: `${effective} 份开标信封同时开启${few ? '，有效投标少于 3 个，由评标委员会认定' : ''}${draws.map(d => d.zh).join('')}`,
    en: `${effective} opening envelopes opened together${few ? '; fewer than 3 effective bids, the committee judges' : ''}${draws.map(d => d.en).join('')}`,
  };
}

const ownerWords: Readonly<Record<'bidder' | 'platform', Words>> = {
  bidder: { zh: '投标人', en: 'the bidder' },
  platform: { zh: '平台', en: 'the platform' },
};

function withBid(hall: Hall, id: string, change: Partial<HallBid>): Hall {
  return { ...hall, bids: hall.bids.map(b => (b.bid === id ? { ...b, ...change } : b)) };
}

function nameOf(hall: Hall, id: string): Words {
  const bidder = hall.bids.find(b => b.bid === id)?.bidder;
  return bidder === undefined ? { zh: '投标人', en: 'A bidder' } : named(bidder);
}

/** What became of one bid at the reveal; a defective one was released and waits for the committee's judgement. */
function reveal(hall: Hall, of: HallFacts['opening.revealed']['bids'][number]): Hall {
  const { fate, cause, owner, opened } = of;
  const release = fate === 'revoked' || fate === 'withdrawn-by-platform' ? fate : 'released';
  return withBid(hall, of.bid, { release, cause, owner, opened });
}

/** Who looks at the hall: a bidder as its organisation, the centre and the supervisor as staff. */
export interface HallViewer {
  readonly organisation: string | null;
  readonly staff: boolean;
}

/**
 * The event as `viewer` may see it. What a bidder's own machine reported about its failure stays between it, the
 * centre and the supervisor; its cause is for all, since the others wait for it.
 */
export function viewHallEvent<E extends Pick<ShownEvent, 'type' | 'data'>>(
  event: E,
  viewer: HallViewer,
): E {
  if (event.type !== 'opening.release-failed' || viewer.staff) return event;
  if (viewer.organisation !== null && event.data.organisation === viewer.organisation) return event;
  return { ...event, data: { ...event.data, detail: '' } };
}

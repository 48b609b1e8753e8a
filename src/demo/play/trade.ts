import { join } from 'node:path';
import { evaluationReducer } from '../../evaluation/reducer.ts';
import { hallReducer } from '../../opening/reducer.ts';
import { organisationOf } from '../city.ts';
import { type TenderFile, tenderFiles, writeBidFiles } from '../content/files.ts';
import type { DemoProject, TenderFacts } from '../content/project.ts';
import { awardAfterWindow, objectAndAnswer, publishResult } from './award.ts';
import { type Desk, deskOf, releaseByCommand, sealAndSubmit } from './bid.ts';
import { payBond } from './bond.ts';
import { signContract } from './contract.ts';
import { checkInAll, clarify, markAll, scoring, seatCommittee, signReports } from './evaluate.ts';
import { readOutAndSign, signInAll, untilHall } from './open.ts';
import type { Player, Stage } from './player.ts';
import { publishTrade, type Trade } from './publish.ts';
import { watchRoom } from './watch.ts';

/** A trade being played: who plays it, and what is known of it so far. */
export interface Played {
  readonly stage: Stage;
  readonly tenderer: Player;
  readonly trade: Trade;
  readonly desks: readonly Desk[];
}

export interface Cast {
  readonly project: DemoProject;
  /** Keys of the bidders in `city.ts`. */
  readonly bidders: readonly string[];
  /** Where the bidders' machines keep their files. */
  readonly folder: string;
  readonly releaseWindowMinutes: number;
  /** The first bidder adds a building model of this size. */
  readonly modelBytes?: number;
}

export type Say = (what: string) => void;

/** Publication with real documents, then bids from the bidders' own machines, one replaced. */
export async function playToBids(stage: Stage, cast: Cast, say: Say): Promise<Played> {
  const tenderer = await playerOf(stage, cast.project.tenderer);
  const documents = async (facts: TenderFacts): Promise<TenderFile[]> => tenderFiles(facts);
  const { project, releaseWindowMinutes } = cast;
  const trade = await publishTrade(stage, tenderer, { project, releaseWindowMinutes, documents });
  say(`公告已签名发布 ${trade.code}，截止 ${trade.deadline.toISOString()}`);
  const madeAt = (await stage.now()).toISOString();
  const desks: Desk[] = [];
  for (const [i, bidder] of cast.bidders.entries()) {
    const desk = await deskOf(stage, await playerOf(stage, bidder), join(cast.folder, bidder));
    await writeBidFiles({
      project: cast.project,
      code: trade.code,
      bidder,
      madeAt,
      folder: join(desk.folder, 'bid'),
      ...(i === 0 && cast.modelBytes ? { modelBytes: cast.modelBytes } : {}),
    });
    await payBond(stage, trade, bidder);
    await sealAndSubmit(desk, trade.lot);
    say(`${desk.player.account.organisationName} 已加密、上传、提交`);
    desks.push(desk);
  }
  return { stage, tenderer, trade, desks };
}

/** Sign-in, close at the deadline, blind release by everybody, reveal together, questions, signed record. */
export async function playOpening(played: Played, say: Say): Promise<void> {
  const { stage, tenderer, trade, desks } = played;
  const bidders = desks.map(desk => desk.player);
  await stage.advance(new Date(trade.deadline.getTime() - 10 * 60_000));
  await signInAll(bidders, trade.lot);
  const hall = watchRoom(stage, tenderer, `opening:${trade.lot}`, hallReducer);
  try {
    await stage.advance(trade.deadline);
    await hall.until('the close', state => state.stage === 'releasing');
    say(`到截止时间，封存 ${hall.state.bids.length} 份`);
    await Promise.all(desks.map(desk => releaseByCommand(desk)));
    await hall.until('the reveal', state => state.stage === 'reading');
    for (const { bidder, opened } of hall.state.bids) say(`唱标 ${bidder} ${opened?.price} 元`);
    await readOutAndSign(tenderer, bidders, trade.lot);
  } finally {
    hall.leave();
  }
  say('开标记录已签名');
}

/** To the opening and into its window: everybody signed in, half of the bids released. */
export async function playHalfOpen({ stage, trade, desks }: Played): Promise<void> {
  await signInAll(
    desks.map(desk => desk.player),
    trade.lot,
  );
  await stage.advance(trade.deadline);
  const [first] = desks;
  if (!first) return;
  await untilHall(first.player, trade.lot, hall => hall.stage === 'releasing');
  for (const desk of desks.slice(0, desks.length / 2)) await releaseByCommand(desk);
}

/** Draw, check-in in two cities, reviews, letter and answer, scores, prices, report signed by all. */
export async function playEvaluation(played: Played, say: Say): Promise<void> {
  const { stage, tenderer, trade, desks } = played;
  const members = await seatCommittee(stage, tenderer, trade.lot);
  const [first] = members;
  if (!first) throw new Error('nobody was drawn');
  const cities = new Set(members.map(member => member.account.city));
  say(`抽取 ${members.length} 名专家，${[...cities].join('、')}`);
  await checkInAll(members, trade.lot);
  const room = watchRoom(stage, first, `evaluation:${trade.lot}`, evaluationReducer);
  try {
    for (const review of ['qualification', 'responsiveness'] as const) {
      await room.until(review, state => state.stage === review);
      await markAll(members, trade.lot, review, () => true);
    }
    await room.until('technical', state => state.stage === 'technical');
    await clarify(
      members,
      desks.map(desk => desk.player),
      trade.lot,
    );
    await markAll(members, trade.lot, 'technical', scoring(trade.rules, trade.code));
    const { ranking } = await room.until('report', state => state.stage === 'report');
    for (const { rank, total, bid } of ranking ?? [])
      say(`第 ${rank} 名 ${room.state.bids.find(b => b.bid === bid)?.bidder} ${total} 分`);
    await signReports(members, trade.lot);
    await room.until('the signatures', state => state.stage === 'finished');
  } finally {
    room.leave();
  }
  say('评标报告已由全体成员签名');
}

/** Candidates, an objection and its answer, the window, the award. */
export async function playAward(played: Played, say: Say): Promise<void> {
  const { stage, tenderer, trade, desks } = played;
  await publishResult(tenderer, trade.lot);
  say('中标候选人已公示');
  const loser = desks.at(-1)?.player;
  if (loser) await objectAndAnswer(loser, tenderer, trade.lot);
  say('一件异议已答复，公示期恢复计时');
  const { winner } = await awardAfterWindow(stage, tenderer, trade.lot);
  say(`中标人 ${winner?.bidder}，${winner?.amount} 元`);
  await signContract(stage, tenderer, trade.lot);
  say('合同已登记，招标投标情况已报告');
}

/** The first account of an organisation of the demo city. */
export async function playerOf(stage: Stage, key: string): Promise<Player> {
  const { name } = organisationOf(key);
  const account = stage.everybody.find(row => row.organisationName === name);
  if (!account) throw new Error(`nobody acts for ${name}`);
  return stage.enter(account);
}

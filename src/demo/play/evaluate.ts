import { setTimeout as pause } from 'node:timers/promises';
import { answerLetter, askBidder, listMyLetters } from '../../../contracts/evaluation/letters.ts';
import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import {
  checkIn,
  type EvaluationRoom,
  electLeader,
  readEvaluation,
  say,
} from '../../../contracts/evaluation/room.ts';
import { lockSheet, type Mark, saveSheet } from '../../../contracts/evaluation/sheets.ts';
import { readReport, signReport } from '../../../contracts/evaluation/signing.ts';
import { answerCall, drawExperts, listMyCalls, readDraw } from '../../../contracts/experts.ts';
import { isProblem } from '../../../contracts/problem-error.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { answerStatement } from '../../evaluation/rules/letters.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { seeded } from '../content/random.ts';
import type { Player, Stage } from './player.ts';

/** Draws the committee, where it is not drawn yet, and lets everybody who is called answer, until every seat is taken. */
export async function seatCommittee(
  stage: Stage,
  operator: Player,
  lot: string,
): Promise<Player[]> {
  const { state } = await operator.client.call(readDraw, { params: { lot } });
  if (state === 'none') await operator.client.call(drawExperts, { params: { lot } });
  const seated: Player[] = [];
  for (let round = 0; round < 4; round++) {
    for (const account of stage.accounts('expert')) {
      const expert = await stage.enter(account);
      const { rows } = await expert.client.call(listMyCalls);
      const call = rows.find(row => row.lot === lot);
      if (call?.reply !== 'asked') continue;
      await expert.client.call(answerCall, { params: { lot }, body: { accept: true } });
      seated.push(expert);
    }
    if (seated.length > 0 && round > 0) break;
  }
  return seated;
}

export async function readRoom(member: Player, lot: string): Promise<EvaluationRoom> {
  return (await member.client.call(readEvaluation, { params: { lot } })).room;
}

export async function untilStage(
  member: Player,
  lot: string,
  wanted: EvaluationStage,
  seconds = 60,
): Promise<EvaluationRoom> {
  for (let i = 0; i < seconds * 4; i++) {
    const room = await readRoom(member, lot);
    if (room.stage === wanted) return room;
    await pause(250);
  }
  const { stage } = await readRoom(member, lot);
  throw new Error(`the evaluation is at ${stage}, not at ${wanted}`);
}

/** Everybody goes to the venue of their own city and promises impartiality, once the room is there. */
export async function checkInAll(members: readonly Player[], lot: string): Promise<void> {
  for (const member of members) await untilRoom(member, lot);
  for (const { client, account } of members)
    await client.call(checkIn, {
      params: { lot },
      body: { venue: `${account.city ?? ''}评标室`, promise: true },
    });
  await electFirst(members, lot);
}

/** Everybody votes for the first of them, until that is decided. */
async function electFirst(members: readonly Player[], lot: string): Promise<void> {
  const [first] = members;
  if (!first) return;
  const { head } = await first.client.call(readEvaluation, { params: { lot } });
  const body = { number: head.mine ?? 1 };
  for (const { client } of members.slice(0, Math.floor(members.length / 2) + 1))
    await client.call(electLeader, { params: { lot }, body });
}

/** The room is made a moment after the last seat is taken. */
async function untilRoom(member: Player, lot: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const found = await readRoom(member, lot).catch(error => {
      if (isProblem(error, 'NOT_FOUND')) return null;
      throw error;
    });
    if (found) return;
    await pause(250);
  }
  throw new Error('the evaluation room is not there');
}

type SheetStage = 'qualification' | 'responsiveness' | 'technical';
type Judge = (bid: string, item: string, member: number) => Mark['value'];

/** Every member fills and locks its sheet of a stage. */
export async function markAll(
  members: readonly Player[],
  lot: string,
  stage: SheetStage,
  judge: Judge,
): Promise<void> {
  for (const [i, member] of members.entries()) {
    const { head, room } = await member.client.call(readEvaluation, { params: { lot } });
    const bids = room.bids.filter(bid => bid.rejected === null);
    const marks = bids.flatMap(({ bid }) =>
      itemsOf(head.rules, stage).map(item => ({
        bid,
        item,
        value: judge(bid, item, i),
        reason: '',
      })),
    );
    await member.client.call(saveSheet, { params: { lot, stage }, body: { marks }, version: 0 });
    await member.client.call(lockSheet, { params: { lot, stage } });
  }
}

const itemsOf = (rules: LotRules, stage: SheetStage): string[] =>
  (stage === 'technical' ? rules.technical.items : rules[stage]).map(item => item.id);

/** Plausible scores: equal among members where the item is objective, close together where it is not. */
export function scoring(rules: LotRules, seed: string): Judge {
  return (bid, item, member) => {
    const found = rules.technical.items.find(i => i.id === item);
    if (!found) return null;
    const share = 0.62 + 0.00033 * seeded(`${seed}/${bid}/${item}`).int(0, 1000);
    const swing = found.kind === 'objective' ? 0 : 0.04 * (member - 2);
    const steps = Math.round((found.max * Math.min(1, share + swing)) / found.step);
    return Math.min(found.max, steps * found.step);
  };
}

/** The member who speaks for the committee. */
async function leaderOf(members: readonly Player[], lot: string): Promise<Player> {
  for (const member of members) {
    const { head, room } = await member.client.call(readEvaluation, { params: { lot } });
    if (room.members.find(m => m.leader)?.number === head.mine) return member;
  }
  throw new Error('the committee has no leader');
}

/** One letter of the leader to one bidder, its signed answer, and a word in the discussion. */
export async function clarify(
  members: readonly Player[],
  bidders: readonly Player[],
  lot: string,
): Promise<void> {
  const member = await leaderOf(members, lot);
  const room = await readRoom(member, lot);
  const bid = room.bids.find(b => b.rejected === null);
  if (!bid) return;
  await member.client.call(say, {
    params: { lot },
    body: { text: `${bid.number} 号的工期安排前后写法不同，建议发函澄清。` },
  });
  const question = '施工组织设计第 3 章与进度计划表的总工期写法不同，请说明以哪一处为准。';
  await member.client.call(askBidder, {
    params: { lot },
    body: { bid: bid.bid, question, minutes: 60 },
  });
  for (const bidder of bidders) {
    const { rows } = await bidder.client.call(listMyLetters);
    for (const letter of rows.filter(row => row.answer === null)) {
      const text = '以开标一览表所报工期为准，进度计划表为同一工期的分解，内容没有变动。';
      await bidder.client.call(answerLetter, {
        params: { letter: letter.id },
        body: {
          text,
          signature: await bidder.sign(canonicalText(answerStatement(letter.id, text))),
        },
      });
    }
  }
}

/** Every member signs the report with its own certificate. */
export async function signReports(members: readonly Player[], lot: string): Promise<void> {
  for (const member of members) {
    const { text } = await member.client.call(readReport, { params: { lot } });
    await member.client.call(signReport, {
      params: { lot },
      body: { signature: await member.sign(text), dissent: null },
    });
  }
}

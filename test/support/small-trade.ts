import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSealingTicket, withdrawBid } from '../../contracts/bidding.ts';
import { type OpeningForm, openingFormName } from '../../contracts/opening.ts';
import { releaseLot } from '../../src/cli/release.ts';
import { sealFolder } from '../../src/cli/seal-folder.ts';
import { submitFolder } from '../../src/cli/submit.ts';
import { projects } from '../../src/demo/content/project.ts';
import {
  checkInAll,
  clarify,
  markAll,
  scoring,
  seatCommittee,
  signReports,
  untilStage,
} from '../../src/demo/play/evaluate.ts';
import { readOutAndSign, signInAll, untilHall } from '../../src/demo/play/open.ts';
import { openStage, type Player, type Stage } from '../../src/demo/play/player.ts';
import { publishTrade, type Trade, type TradePlan } from '../../src/demo/play/publish.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import type { SourceFile } from '../../src/sealing/archive.ts';

/** A bidder of a small trade: its own folder, and what it offers. */
export interface Desk {
  readonly player: Player;
  /** The sealed bid on the bidder's machine. */
  readonly sealed: string;
  readonly form: OpeningForm;
  readonly contents: Readonly<Record<string, string>>;
}

/** A whole trade with small files, played over the API of a running service. */
export interface SmallTrade {
  readonly stage: Stage;
  readonly tenderer: Player;
  readonly trade: Trade;
  readonly desks: readonly Desk[];
  /** Where the bidders' machines keep their files. */
  readonly folder: string;
}

export const formOf = (i: number): OpeningForm => ({
  price: `${218940216 - 1_170_331 * i}.5${i}`,
  periodDays: 540 - i,
  manager: `经理${'甲乙丙丁'[i]}`,
  managerCertificate: `京11120201234${i}`,
  quality: '合格',
  bond: '2000000.00',
});

/** Publishes a lot of one tender document and one bill. */
export async function publishSmall(
  origin: string,
  committee?: TradePlan['committee'],
  // Without a bond: what most of these trades test is the bids.
  bondFen = 0n,
): Promise<SmallTrade> {
  const stage = await openStage(origin);
  const tenderer = await stage.first('tenderer');
  const content = utf8('%PDF-1.7\n招标文件');
  const trade = await publishTrade(stage, tenderer, {
    project: { ...projects.riverside, bondFen },
    releaseWindowMinutes: 30,
    ...(committee ? { committee } : {}),
    documents: async () => [
      { name: '招标文件.pdf', kind: 'tender', content },
      { name: '工程量清单.xlsx', kind: 'bill', content: utf8('PK 清单') },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'kaibiao-desks-'));
  return { stage, tenderer, trade, desks: [], folder };
}

export const removeSmall = ({ folder }: SmallTrade) => rm(folder, { recursive: true, force: true });

/** Seals a bid on each of `count` desks; nothing is uploaded yet. */
export async function sealSmall(
  small: SmallTrade,
  count: number,
  offer: (i: number) => Pick<Desk, 'form' | 'contents'> = i => ({
    form: formOf(i),
    contents: Object.fromEntries(
      ['qualification', 'technical', 'price'].map(id => [id, `%PDF-1.7 ${id} ${i}\n`.repeat(50)]),
    ),
  }),
): Promise<SmallTrade> {
  const desks: Desk[] = [];
  for (const [i, account] of small.stage.accounts('bidder').slice(0, count).entries()) {
    const player = await small.stage.enter(account);
    desks.push(await sealOne(small, { player, ...offer(i) }));
  }
  return { ...small, desks };
}

/** Seals one offer into a new folder, as the next of its bidder. */
export async function sealOne(small: SmallTrade, offer: Omit<Desk, 'sealed'>): Promise<Desk> {
  const { player, form, contents } = offer;
  const sealed = await mkdtemp(join(small.folder, `${player.account.login}-`));
  await sealFolder({
    ticket: await ticketOf(small, player),
    keys: player.keys,
    folder: sealed,
    recoveryPassphrase: null,
    envelopes: [
      { id: 'opening', files: [fileOf(openingFormName, JSON.stringify(form))] },
      ...Object.entries(contents).map(([id, text]) => ({ id, files: [fileOf(`${id}.pdf`, text)] })),
    ],
  });
  return { player, sealed, form, contents };
}

const ticketOf = ({ trade }: SmallTrade, { client }: Player) =>
  client.call(readSealingTicket, { params: { lot: trade.lot } });

/** Withdraws what the desk has submitted, by a signed statement. */
export async function withdrawOne(small: SmallTrade, { player }: Desk): Promise<void> {
  const { project, lot, next } = await ticketOf(small, player);
  const text = canonicalText({
    ...{ format: 'kaibiao-sealed-bid/1', project, lot, withdraw: true, blind: '11'.repeat(32) },
    ...{ sequence: next.sequence, previous: next.previous },
    bidderCertSha256: player.keys.encryption?.certificate.sha256,
    createdAt: (await small.stage.now()).toISOString(),
  });
  const body = { manifest: await player.sign(text) };
  await player.client.call(withdrawBid, { params: { lot }, body });
}

function fileOf(name: string, text: string): SourceFile {
  const bytes = utf8(text);
  return {
    name,
    bytes: bytes.length,
    async *stream() {
      yield bytes;
    },
  };
}

export const submitOne = (desk: Desk) => submitFolder(desk.player.client, desk.sealed);
export const releaseOne = ({ trade }: SmallTrade, { player }: Desk) =>
  releaseLot(player.client, trade.lot, player.keys);

export const playersOf = (small: SmallTrade): Player[] => small.desks.map(desk => desk.player);

/** Sign-in to the hall, then the deadline. */
export async function closeSmall(small: SmallTrade): Promise<void> {
  const { stage, trade, tenderer } = small;
  await stage.advance(new Date(trade.deadline.getTime() - 600_000));
  await signInAll(playersOf(small), trade.lot);
  await stage.advance(trade.deadline);
  await untilHall(tenderer, trade.lot, hall => hall.stage === 'releasing');
}

/** Release by the first `count` desks, the end of the window for the others; reveal, questions, record. */
export async function toOpened(small: SmallTrade, count: number): Promise<void> {
  const { stage, tenderer, trade, desks } = small;
  for (const desk of desks.slice(0, count)) await releaseOne(small, desk);
  const window = trade.rules.releaseWindowMinutes * 60_000;
  if (count < desks.length) await stage.advance(new Date((await stage.now()).getTime() + window));
  await untilHall(tenderer, trade.lot, hall => hall.stage === 'reading');
  await readOutAndSign(tenderer, playersOf(small), trade.lot);
}

/** Draw, reviews, letter, scores, report signed by all. */
export async function toEvaluated(small: SmallTrade): Promise<void> {
  const { stage, tenderer, trade } = small;
  const members = await seatCommittee(stage, tenderer, trade.lot);
  const [first] = members;
  if (!first) throw new Error('nobody was drawn');
  await checkInAll(members, trade.lot);
  for (const review of ['qualification', 'responsiveness'] as const) {
    await untilStage(first, trade.lot, review);
    await markAll(members, trade.lot, review, () => true);
  }
  await untilStage(first, trade.lot, 'technical');
  await clarify(members, playersOf(small), trade.lot);
  await markAll(members, trade.lot, 'technical', scoring(trade.rules, 'small'));
  await untilStage(first, trade.lot, 'report');
  await signReports(members, trade.lot);
  await untilStage(first, trade.lot, 'finished');
}

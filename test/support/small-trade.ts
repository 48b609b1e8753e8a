import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSealingTicket } from '../../contracts/bidding.ts';
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
import { publishTrade, type Trade } from '../../src/demo/play/publish.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
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
export async function publishSmall(origin: string): Promise<SmallTrade> {
  const stage = await openStage(origin);
  const tenderer = await stage.first('tenderer');
  const content = utf8('%PDF-1.7\n招标文件');
  const trade = await publishTrade(stage, tenderer, {
    project: projects.riverside,
    releaseWindowMinutes: 30,
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
    const { form, contents } = offer(i);
    const sealed = join(small.folder, account.login, 'bid.kbid');
    await mkdir(sealed, { recursive: true });
    const params = { lot: small.trade.lot };
    await sealFolder({
      ticket: await player.client.call(readSealingTicket, { params }),
      keys: player.keys,
      folder: sealed,
      recoveryPassphrase: null,
      envelopes: [
        { id: 'opening', files: [fileOf(openingFormName, JSON.stringify(form))] },
        ...Object.entries(contents).map(([id, text]) => ({
          id,
          files: [fileOf(`${id}.pdf`, text)],
        })),
      ],
    });
    desks.push({ player, sealed, form, contents });
  }
  return { ...small, desks };
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

/** Everybody submits, signs in; the deadline comes. */
export async function toClose(small: SmallTrade): Promise<void> {
  for (const desk of small.desks) await submitOne(desk);
  await closeSmall(small);
}

/** Sign-in to the hall, then the deadline. */
export async function closeSmall(small: SmallTrade): Promise<void> {
  const { stage, trade, tenderer } = small;
  await stage.advance(new Date(trade.deadline.getTime() - 600_000));
  await signInAll(playersOf(small), trade.lot);
  await stage.advance(trade.deadline);
  await untilHall(tenderer, trade.lot, hall => hall.stage === 'releasing');
}

/** Release by all, reveal, questions, record. */
export async function toOpened(small: SmallTrade): Promise<void> {
  const { tenderer, trade, desks } = small;
  for (const desk of desks) await releaseOne(small, desk);
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

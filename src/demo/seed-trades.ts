import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { terminateProject } from '../../contracts/tender/changes.ts';
import { listMyProjects } from '../../contracts/tender/drafting.ts';
import { type DemoProject, projects } from './content/project.ts';
import { enterCredit, publishCredit } from './play/credit.ts';
import { openStage, type Stage } from './play/player.ts';
import {
  type Played,
  playAward,
  playEvaluation,
  playerOf,
  playHalfOpen,
  playOpening,
  playToBids,
  type Say,
} from './play/trade.ts';
import type { SeedRecord } from './seed-record.ts';

const four = ['hengzhu', 'tongze', 'huayi', 'qinglan'];

/** What is needed to make example trades: everything but the public API is the platform's own. */
export interface Seeding {
  readonly origin: string;
  readonly dataDir: string;
  readonly record: SeedRecord;
  readonly log: Logger;
}

type Play = (project: DemoProject, bidders: readonly string[]) => Promise<Played>;

/** Trades that are made in one go: their dates depend on each other. */
interface Batch {
  readonly name: string;
  readonly projects: readonly DemoProject[];
  make(stage: Stage, play: Play, say: Say): Promise<void>;
}

const batches: readonly Batch[] = [
  { name: 'credit-entered', projects: [], make: stage => enterCredit(stage) },
  {
    name: 'finished',
    projects: [projects.separation],
    async make(_stage, play, say) {
      const finished = await play(projects.separation, four);
      await playOpening(finished, say);
      await playEvaluation(finished, say);
      await playAward(finished, say);
    },
  },
  {
    name: 'under-way',
    projects: [projects.eastern, projects.riverside],
    async make(stage, play) {
      const opening = await play(projects.eastern, four);
      await stage.advance(new Date(opening.trade.deadline.getTime() - 10 * 60_000));
      await play(projects.riverside, four.slice(0, 1));
      await playHalfOpen(opening);
    },
  },
  // Weeks later by then: what burdens somebody has waited its five working days.
  { name: 'credit-published', projects: [], make: stage => publishCredit(stage) },
];

/**
 * The example trades of a demo city: one finished, one at its opening, one open for bids. Played over the public API
 * like any other, in the background; the clock goes forward with them. What is whole is on record; what a crash left
 * half made is ended in public at the next start, and made again.
 */
export async function seedTrades({ origin, dataDir, record, log }: Seeding): Promise<void> {
  const folder = join(dataDir, 'demo-machines');
  const say = (what: string) => log.info({ demo: what }, 'example trade');
  const window = { releaseWindowMinutes: 240 };
  try {
    const whole = await record.whole();
    const missing = batches.filter(({ name }) => !whole.has(name));
    if (missing.length === 0) return;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const stage = await openStage(origin);
    const play: Play = (project, bidders) =>
      playToBids(stage, { project, bidders, folder: join(folder, project.key), ...window }, say);
    for (const batch of missing) {
      if (!(await isAlreadyWhole(stage, batch))) await batch.make(stage, play, say);
      await record.made(batch.name);
    }
  } catch (error) {
    log.error({ error }, 'example trades not finished: the next start goes on');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ends what was left half made; a finished trade of which only the record is missing is whole. */
async function isAlreadyWhole(stage: Stage, batch: Batch): Promise<boolean> {
  for (const project of batch.projects) {
    const { client } = await playerOf(stage, project.tenderer);
    const { rows } = await client.call(listMyProjects);
    const begun = rows.filter(({ name }) => name === project.name);
    if (begun.some(({ lots }) => lots.some(lot => lot.state === 'awarded'))) return true;
    for (const { id } of begun.filter(({ state }) => state !== 'terminated'))
      await client.call(terminateProject, {
        params: { project: id },
        body: { reason: '示例交易在制作途中因服务中断没有做完，重新制作。' },
      });
  }
  return false;
}

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type DemoProject, projects } from './content/project.ts';
import { openStage } from './play/player.ts';
import { playAward, playEvaluation, playHalfOpen, playOpening, playToBids } from './play/trade.ts';

const four = ['hengzhu', 'tongze', 'huayi', 'qinglan'];

/**
 * The example trades of a new demo city: one finished, one at its opening, one open for bids. Played over the public
 * API like any other, in the background; the clock goes forward with them. What fails is logged and left as it is.
 */
export async function seedTrades(origin: string, dataDir: string, log: Logger): Promise<void> {
  const folder = join(dataDir, 'demo-machines');
  await mkdir(folder, { recursive: true });
  const say = (what: string) => log.info({ demo: what }, 'example trade');
  const window = { releaseWindowMinutes: 240 };
  try {
    const stage = await openStage(origin);
    const play = (project: DemoProject, bidders: readonly string[]) =>
      playToBids(stage, { project, bidders, folder: join(folder, project.key), ...window }, say);
    const finished = await play(projects.separation, four);
    await playOpening(finished, say);
    await playEvaluation(finished, say);
    await playAward(finished, say);
    const opening = await play(projects.eastern, four);
    await stage.advance(new Date(opening.trade.deadline.getTime() - 10 * 60_000));
    await play(projects.riverside, four.slice(0, 1));
    await playHalfOpen(opening);
  } catch (error) {
    log.error({ error }, 'example trades not finished');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

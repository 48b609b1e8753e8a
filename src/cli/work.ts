import { readConfig } from '../config.ts';
import { SetupError } from '../platform/setup-error.ts';
import { startWorker } from '../worker.ts';
import type { Command } from './command.ts';
import { stopSignal } from './stop-signal.ts';

export const work: Command = {
  usage:
    'kaibiao work\n\n只做长时间的工作（分析、重算），与平台共用 DATABASE_URL 和 DATA_DIR，可以在另一台机器上运行。\nDoes the long works only, beside a service on the same DATABASE_URL and DATA_DIR.',
  examples: ['DATABASE_URL=postgres://… DATA_DIR=/srv/kaibiao kaibiao work'],
  async run() {
    const stop = stopSignal();
    const config = readConfig(process.env);
    const { databaseUrl } = config;
    if (databaseUrl === undefined)
      throw new SetupError('kaibiao work 要有 DATABASE_URL · needs DATABASE_URL');
    const worker = await startWorker({ ...config, databaseUrl });
    await stop;
    await worker.close();
    return 0;
  },
};

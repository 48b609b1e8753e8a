import { startApp } from '../app.ts';
import { readConfig } from '../config.ts';
import type { Command } from './command.ts';
import { stopSignal } from './stop-signal.ts';

export const serve: Command = {
  usage:
    'kaibiao serve\n\n启动平台。设置用环境变量：PORT HOST DATABASE_URL DATA_DIR KAIBIAO_DEMO KAIBIAO_DEMO_SPEED。\nStarts the service; settings come from the environment.',
  examples: ['kaibiao serve', 'PORT=9000 KAIBIAO_DEMO=0 kaibiao serve'],
  async run() {
    const stop = stopSignal();
    const app = await startApp(readConfig(process.env));
    console.log(`开标 Kaibiao ${app.url}`);
    await stop;
    await app.close();
    return 0;
  },
};

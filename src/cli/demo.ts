import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unpackTar } from 'modern-tar/fs';
import { exportBundle } from '../../contracts/audit.ts';
import { printAward, printCandidates } from '../../contracts/award.ts';
import { printReceipt, readMyBids } from '../../contracts/bidding.ts';
import type { Client } from '../../contracts/client.ts';
import { printReport } from '../../contracts/evaluation/signing.ts';
import { printRecord } from '../../contracts/opening.ts';
import type { Route } from '../../contracts/route.ts';
import { projects } from '../demo/content/project.ts';
import { kaibiao } from '../demo/play/bid.ts';
import { openStage } from '../demo/play/player.ts';
import {
  type Played,
  playAward,
  playEvaluation,
  playOpening,
  playToBids,
} from '../demo/play/trade.ts';
import type { Command } from './command.ts';

const modelBytes = 200 * 1024 * 1024;

export const demo: Command = {
  usage:
    'kaibiao demo\n\n在自己的一套平台上演示一次完整交易：公告、加密投标、远程解密、异地评标、公示、定标、证据包核验。\n只用公开的 HTTP、WebSocket 接口和命令行。结果在 var/demo/<时间>/。\nPlays one whole trade against an instance of its own, through the public interfaces only.',
  examples: ['kaibiao demo'],
  async run() {
    const folder = resolve(
      'var',
      'demo',
      new Date().toISOString().slice(0, 19).replaceAll(':', ''),
    );
    await mkdir(folder, { recursive: true });
    const say = teller();
    const service = await startOwn(join(folder, 'data'));
    try {
      return await playAll(service.url, folder, say);
    } finally {
      await service.stop();
    }
  },
};

async function playAll(url: string, folder: string, say: (what: string) => void): Promise<number> {
  say(`平台已启动 ${url}`);
  const stage = await openStage(url);
  const played = await playToBids(
    stage,
    {
      project: projects.riverside,
      bidders: ['hengzhu', 'tongze', 'huayi', 'qinglan', 'zhongdi', 'hongyuan'],
      folder: join(folder, 'machines'),
      releaseWindowMinutes: 30,
      modelBytes,
    },
    say,
  );
  await playOpening(played, say);
  await playEvaluation(played, say);
  await playAward(played, say);
  const bundle = await collect(played, folder);
  say(`文书和证据包已存到 ${folder}`);
  const [desk] = played.desks;
  if (!desk) return 1;
  // The verifier is another process, with the folder and nothing else.
  process.stdout.write(await kaibiao(desk, 'verify', bundle));
  say('演示完成，全部成立');
  return 0;
}

/** Receipts, record, report and award papers as PDF, and the evidence bundle unpacked. */
async function collect({ tenderer, trade, desks }: Played, folder: string): Promise<string> {
  const { lot } = trade;
  for (const { player } of desks) {
    const { current } = await player.client.call(readMyBids, { params: { lot } });
    const name = `回执-${player.account.organisationName}.pdf`;
    await save(player.client, printReceipt, { bid: current ?? '' }, join(folder, name));
  }
  const papers = [
    [printRecord, '开标记录.pdf'],
    [printReport, '评标报告.pdf'],
    [printCandidates, '中标候选人公示.pdf'],
    [printAward, '中标通知书.pdf'],
  ] as const;
  for (const [route, name] of papers)
    await save(tenderer.client, route, { lot }, join(folder, name));
  const bundle = join(folder, 'bundle');
  const reply = await tenderer.client.callForBytes(exportBundle, { params: { lot } });
  if (reply.body) await pipeline(Readable.fromWeb(reply.body as never), unpackTar(bundle));
  return bundle;
}

async function save(
  client: Client,
  route: Route,
  params: Record<string, string>,
  path: string,
): Promise<void> {
  const reply = await client.callForBytes(route, { params });
  await writeFile(path, new Uint8Array(await reply.arrayBuffer()));
}

/** Lines with the time since the start. */
function teller(): (what: string) => void {
  const started = performance.now();
  return what => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    console.log(`${seconds} s  ${what}`);
  };
}

/** The service as a process of its own, on a free port, with its log in a file. */
async function startOwn(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  await mkdir(dataDir, { recursive: true });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kaibiao.ts'), 'serve'], {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dataDir,
      KAIBIAO_DEMO: '1',
      KAIBIAO_DEMO_TRADES: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await announced(child, createWriteStream(join(dataDir, '..', 'service.log')));
  const exited = new Promise<void>(done => child.once('exit', () => done()));
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function announced(child: ChildProcess, log: NodeJS.WritableStream): Promise<string> {
  return new Promise((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      const found = /Kaibiao (http:\S+)/.exec(chunk.toString('utf8'));
      if (found?.[1]) done(found[1]);
    });
    child.once('exit', code => fail(new Error(`the service ended with ${code}`)));
  });
}

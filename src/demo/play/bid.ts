import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readSealingTicket } from '../../../contracts/bidding.ts';
import type { Player, Stage } from './player.ts';

const run = promisify(execFile);
const command = join(import.meta.dirname, '..', '..', 'cli', 'kaibiao.ts');

/** A bidder's own machine: a folder with the certificate file, and the command line. */
export interface Desk {
  readonly player: Player;
  readonly folder: string;
  readonly server: string;
  readonly p12: string;
}

export async function deskOf(stage: Stage, player: Player, folder: string): Promise<Desk> {
  await mkdir(folder, { recursive: true });
  const p12 = join(folder, 'certificate.p12');
  await writeFile(p12, player.p12, { mode: 0o600 });
  return { player, folder, server: stage.origin, p12 };
}

/** Runs `kaibiao …` as the bidder would, in the bidder's folder; gives what it said. */
export async function kaibiao(desk: Desk, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [command, ...args], {
    cwd: desk.folder,
    env: { ...process.env, KAIBIAO_PASSPHRASE: desk.player.passphrase },
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

/**
 * Seals what lies in `desk.folder/bid/<envelope>/` and submits it, by the command line alone. `lot.json` comes from the
 * lot's page. Each number of `time` makes a folder of its own.
 */
export async function sealAndSubmit(desk: Desk, lot: string, time = 1): Promise<void> {
  const ticket = await desk.player.client.call(readSealingTicket, { params: { lot } });
  await writeFile(join(desk.folder, 'lot.json'), JSON.stringify(ticket));
  const out = `bid-${time}.kbid`;
  await kaibiao(
    desk,
    'seal',
    'bid',
    '--lot',
    'lot.json',
    '--p12',
    desk.p12,
    '--out',
    out,
    '--no-recovery',
  );
  await kaibiao(desk, 'submit', out, '--server', desk.server, '--p12', desk.p12);
}

export const releaseByCommand = (desk: Desk, time = 1): Promise<string> =>
  kaibiao(desk, 'release', `bid-${time}.kbid`, '--server', desk.server, '--p12', desk.p12);

import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = '/usr/lib/postgresql';

/** The oldest PostgreSQL, from 14 on, that Debian's packages have put on this machine; null without one. */
export function oldestInstalled(): { version: number; bin: string } | null {
  const found = existsSync(home) ? readdirSync(home).map(Number) : [];
  const [version] = found.filter(n => n >= 14).sort((a, b) => a - b);
  const bin = join(home, String(version), 'bin');
  return version !== undefined && existsSync(join(bin, 'initdb')) ? { version, bin } : null;
}

/** Starts it on a new cluster; its tools refuse to run as root, so that there they run as the package's own user. */
export async function startInstalled(bin: string): Promise<{ url: string; stop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-installed-'));
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  const who = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
  const run = (tool: string, ...args: string[]) =>
    execFileSync(join(bin, tool), args, { ...who, cwd: folder, stdio: 'ignore' });
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'kaibiao', '--auth=trust', '-E', 'UTF8', '--locale=C');
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  run('pg_ctl', '-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start');
  return {
    url: `postgresql://kaibiao@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

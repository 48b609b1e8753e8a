import { readdir, readFile } from 'node:fs/promises';
import { cpus, networkInterfaces, release, type } from 'node:os';
import { type Fingerprint, type HardwareKind, hardwareHash } from '../sealing/fingerprint.ts';
import type { Primitives } from '../sealing/primitives.ts';

/** First line of a file of the system that may not be there or not be readable. */
async function firstLine(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n')[0]?.trim() || null;
}

async function diskSerials(): Promise<string[]> {
  const disks = await readdir('/sys/block').catch(() => []);
  const serials = await Promise.all(
    disks.map(
      async disk =>
        (await firstLine(`/sys/block/${disk}/device/serial`)) ??
        (await firstLine(`/sys/block/${disk}/device/wwid`)),
    ),
  );
  return serials.filter(serial => serial !== null);
}

/** Addresses burnt in by makers only: virtual and private ones (locally administered bit) say nothing. */
function hardwareAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  const real = all.filter(({ internal, mac }) => !internal && !(Number.parseInt(mac, 16) & 2));
  return [...new Set(real.map(({ mac }) => mac))].filter(mac => mac !== '00:00:00:00:00:00');
}

async function cpuSerial(): Promise<string | null> {
  const info = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  return /^Serial\s*:\s*(\S+)/m.exec(info)?.[1] ?? null;
}

/** The declaration of this computer for `fingerprint.json`; serial numbers leave only as hashes. */
export async function fingerprintOfMachine(
  version: string,
  primitives: Primitives,
): Promise<Fingerprint> {
  const hash = async (kind: HardwareKind, id: string | null) =>
    id === null ? null : hardwareHash(kind, id, primitives);
  const all = (kind: HardwareKind, ids: string[]) =>
    Promise.all([...ids].sort().map(id => hardwareHash(kind, id, primitives)));
  const host =
    (await firstLine('/etc/machine-id')) ?? (await firstLine('/sys/class/dmi/id/product_uuid'));
  const [cpu] = cpus();
  return {
    format: 'kaibiao-fingerprint/1',
    client: { name: 'cli', version },
    madeAt: new Date().toISOString(),
    machine: {
      host: await hash('host', host),
      mac: await all('mac', hardwareAddresses()),
      cpu: await hash('cpu', await cpuSerial()),
      disks: await all('disk', await diskSerials()),
      system: `${type()} ${release()}, ${cpus().length} × ${cpu?.model.trim() || 'CPU'}`,
    },
    browser: null,
  };
}

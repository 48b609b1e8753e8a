import { createCipheriv, createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { dosDate } from '../bill/steady-zip.ts';

/** A file inside the archive: its name, its size, and what its bytes follow from. */
interface Entry {
  readonly name: Buffer;
  readonly bytes: number;
  readonly seed: string;
  readonly crc: number;
  readonly offset: number;
}

const chunk = 1024 * 1024;
const utf8Names = 0x0800;

/**
 * Writes a real ZIP (stored, APPNOTE 4.3) of at least `bytes` bytes to `path`: a building model and a walk-through, as
 * incompressible as real ones. Content comes from an AES-CTR stream keyed by `seed`; memory stays at one chunk.
 */
export async function writeModelZip(path: string, seed: string, bytes: number): Promise<void> {
  if (bytes >= 2 ** 32 - 2 ** 20) throw new RangeError('a plain ZIP holds less than 4 GiB');
  const model = Math.ceil(bytes * 0.6);
  const plan = [
    ['模型/总体模型.ifc', model],
    ['漫游/全线漫游.mp4', bytes - model],
  ] as const;
  const out = createWriteStream(path, { highWaterMark: 4 * chunk });
  const entries: Entry[] = [];
  let offset = 0;
  const write = async (part: Uint8Array) => {
    offset += part.length;
    if (!out.write(part)) await once(out, 'drain');
  };
  for (const [name, size] of plan) {
    const source = `${seed}/${name}`;
    const entry = {
      name: Buffer.from(name),
      bytes: size,
      seed: source,
      crc: checksum(source, size),
      offset,
    };
    entries.push(entry);
    await write(localHeader(entry));
    for (const part of content(source, size)) await write(part);
  }
  const directory = Buffer.concat(entries.map(centralHeader));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  out.end(Buffer.concat([directory, end]));
  await finished(out);
}

function* content(seed: string, bytes: number): Generator<Buffer> {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(chunk);
  for (let left = bytes; left > 0; left -= chunk)
    yield cipher.update(left < chunk ? zeros.subarray(0, left) : zeros);
}

function checksum(seed: string, bytes: number): number {
  let crc = 0;
  for (const part of content(seed, bytes)) crc = crc32(part, crc);
  return crc;
}

/** Fields that the local and the central header share: version, flags, method 0, time, checksum, sizes, name length. */
function common({ name, bytes, crc }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(bytes, 14);
  fields.writeUInt32LE(bytes, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const localHeader = (entry: Entry): Buffer =>
  Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(entry), entry.name]);

function centralHeader(entry: Entry): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  const madeBy = Buffer.from([20, 0]);
  return Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    madeBy,
    common(entry),
    rest,
    entry.name,
  ]);
}

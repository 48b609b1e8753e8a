import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { OpeningForm, openingFormName } from '../../contracts/opening.ts';
import type { SourceFile } from '../sealing/archive.ts';
import { Misuse } from './command.ts';

/** A file on this machine and where it goes. */
export interface BidFile {
  readonly envelope: string;
  readonly name: string;
  readonly path: string;
}

const readSize = 1024 * 1024;

/**
 * What goes where. A plain path goes to the envelope that one of its own parts is named after
 * (`bid/technical/图纸/a.pdf` → technical: `图纸/a.pdf`); a path given by a flag goes to that flag's envelope, a folder
 * with the names inside it. A file that neither rule places is refused, never guessed.
 */
export async function gatherFiles(
  envelopes: readonly string[],
  paths: readonly string[],
  flagged: Readonly<Record<string, readonly string[] | undefined>>,
): Promise<BidFile[]> {
  const plain = await Promise.all(paths.map(path => filesBelow(path)));
  const placed = plain.flat().map(path => placeByFolder(path, envelopes));
  const named = await Promise.all(
    envelopes.flatMap(envelope =>
      (flagged[envelope] ?? []).map(path => placeByFlag(envelope, path)),
    ),
  );
  return [...placed, ...named.flat()];
}

function placeByFolder(path: string, envelopes: readonly string[]): BidFile {
  const parts = path.split(sep);
  const folders = parts.slice(0, -1);
  const found = folders.filter(part => envelopes.includes(part));
  const [envelope, second] = found;
  if (!envelope || second)
    throw new Misuse(
      `不知道放进哪个封套：${path}。请放在以封套命名的文件夹里（${envelopes.join('、')}，路径里只有一个），或用 --technical 等参数指定。\nWhich envelope? Its path must name exactly one; or use a flag such as --technical.`,
    );
  return { envelope, name: parts.slice(folders.indexOf(envelope) + 1).join('/'), path };
}

async function placeByFlag(envelope: string, given: string): Promise<BidFile[]> {
  const files = await filesBelow(given);
  return files.map(path => {
    const inside = path === given ? basename(path) : path.slice(given.length);
    const name = inside.split(sep).filter(Boolean).join('/');
    return { envelope, name, path };
  });
}

/** The file itself, or every file below the folder; hidden files of the system (`.DS_Store`) are left out. */
async function filesBelow(path: string): Promise<string[]> {
  const kind = await stat(path).catch(() => {
    throw new Misuse(`没有找到：${path}\nNot found.`);
  });
  if (kind.isFile()) return [path];
  const names = (await readdir(path)).filter(name => !name.startsWith('.')).sort();
  return (await Promise.all(names.map(name => filesBelow(join(path, name))))).flat();
}

/** The file as sealing reads it: its size now, its content when its turn comes. */
export async function sourceOf({ name, path }: BidFile): Promise<SourceFile> {
  const { size } = await stat(path);
  return {
    name: name.normalize('NFC'),
    bytes: size,
    stream: () => readInTurn(path),
  };
}

/** One buffer serves the whole file: each chunk is good until the next is asked for. */
export async function* readInTurn(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = new Uint8Array(readSize);
    for (;;) {
      const { bytesRead } = await file.read(buffer);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A bid whose opening form cannot be read out would be void: that is said before sealing, not at the opening. */
export async function checkOpeningForm(files: readonly BidFile[]): Promise<void> {
  const form = files.find(file => file.envelope === 'opening' && file.name === openingFormName);
  if (!form)
    throw new Misuse(`opening 封套里没有开标一览表 ${openingFormName}。\nNo opening form.`);
  const parsed = OpeningForm.safeParse(await readJson(form.path));
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  throw new Misuse(`${form.path} 填写有误：${issue?.path.join('.')} ${issue?.message}`);
}

/** A JSON file given by the user; said plainly when it is none. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new Misuse(`${path} 不存在或不是 JSON。\nMissing, or not JSON.`);
  }
}

import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listSegments, putSegment, type Receipt, submitBid } from '../../contracts/bidding.ts';
import type { Client } from '../../contracts/client.ts';
import { base64 } from '../kernel/bytes.ts';
import { verifyCades } from '../pki/cades.ts';
import { sha256Hex } from '../platform/digest.ts';
import { manifestPath, type Part, partsOf } from '../sealing/folder.ts';
import { type Manifest, readManifest } from '../sealing/manifest.ts';
import { type Command, Misuse } from './command.ts';
import { Progress } from './progress.ts';
import { openKeyFile, signIn } from './sign-in.ts';

const lanes = 4;

export const submit: Command = {
  usage:
    'kaibiao submit NAME.kbid --server URL --p12 FILE\n\n上传缺少的分段，然后提交并取得回执（NAME.kbid/receipt.json）。断开后再运行一次，只传缺少的。\nUploads what the server does not hold, commits, and saves the receipt. Run again to resume.',
  examples: ['kaibiao submit 一标段.kbid --server https://ggzy.example --p12 company.p12'],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { server: { type: 'string' }, p12: { type: 'string' } },
    });
    const [folder] = positionals;
    if (!folder || !values.server || !values.p12) throw new Misuse(this.usage);
    const client = await signIn(values.server, await openKeyFile(values.p12));
    const receipt = await submitFolder(client, folder);
    console.log(`已提交，您已投标。回执 ${receipt.reference}，接收时刻 ${receipt.receivedAt}`);
    console.log(`Submitted. Receipt saved: ${join(folder, 'receipt.json')}`);
    return 0;
  },
};

/** Uploads the parts of a sealed bid that the server lacks, then commits. A repeat gives the same receipt. */
export async function submitFolder(client: Client, folder: string): Promise<Receipt> {
  const signed = await readFile(join(folder, manifestPath)).catch(() => {
    throw new Misuse(`${folder} 里没有 ${manifestPath}：请先用 kaibiao seal 加密。\nSeal first.`);
  });
  const { content } = await verifyCades(signed);
  const manifest = readManifest(content ?? new Uint8Array());
  await upload(client, folder, manifest);
  const receipt = await client.call(submitBid, {
    params: { lot: manifest.lot },
    body: { manifest: base64(signed) },
    key: sha256Hex(signed),
  });
  await writeFile(join(folder, 'receipt.json'), `${JSON.stringify(receipt, null, 2)}\n`);
  return receipt;
}

async function upload(client: Client, folder: string, manifest: Manifest): Promise<void> {
  const { held } = await client.call(listSegments, { params: { lot: manifest.lot } });
  const kept = new Set(held);
  const missing = partsOf(manifest).filter(part => !kept.has(part.sha256));
  const sizes = await Promise.all(missing.map(async p => (await stat(join(folder, p.path))).size));
  const progress = new Progress(
    '上传',
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const queue = [...missing];
  const lane = async () => {
    for (let part = queue.shift(); part; part = queue.shift())
      progress.add(await sendPart(client, folder, manifest.lot, part));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  progress.end();
}

async function sendPart(client: Client, folder: string, lot: string, part: Part): Promise<number> {
  const content = new Uint8Array(await readFile(join(folder, part.path)));
  const digest = Buffer.from(part.sha256, 'hex').toString('base64');
  await client.callWithBytes(
    putSegment,
    { params: { lot, sha256: part.sha256 }, content },
    { 'content-digest': `sha-256=:${digest}:` },
  );
  return content.length;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listMyTrades } from '../../contracts/bidding.ts';
import type { Client } from '../../contracts/client.ts';
import { readOuter, releaseBid } from '../../contracts/opening.ts';
import { base64, fromBase64 } from '../kernel/bytes.ts';
import { verifyCades } from '../pki/cades.ts';
import type { OpenedP12 } from '../pki/pkcs12/opened.ts';
import { nodePrimitives } from '../platform/node-primitives.ts';
import { softwareKey } from '../sealing/bidder-key.ts';
import { manifestPath } from '../sealing/folder.ts';
import { readManifest } from '../sealing/manifest.ts';
import { cryptosystem } from '../sealing/suites.ts';
import { entryOf, openOuter } from '../sealing/unseal.ts';
import { type Command, Misuse } from './command.ts';
import { openKeyFile, signIn } from './sign-in.ts';

export const release: Command = {
  usage:
    'kaibiao release NAME.kbid|--bid ID --p12 FILE --server URL\n\n开标时在本机解开外层锁并交出内层。内层仍封着，解密委员一起开启前谁也看不到价格。\nUnlocks the outer lock here and hands over the inner package, still sealed to the committee.',
  examples: [
    'kaibiao release 一标段.kbid --p12 company.p12 --server https://ggzy.example',
    'kaibiao release --bid 0199…c1 --p12 company.p12 --server https://ggzy.example',
  ],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { bid: { type: 'string' }, server: { type: 'string' }, p12: { type: 'string' } },
    });
    const [folder] = positionals;
    if (!values.server || !values.p12 || (!folder && !values.bid)) throw new Misuse(this.usage);
    const keys = await openKeyFile(values.p12);
    const client = await signIn(values.server, keys);
    const lot = folder ? await lotOfFolder(folder) : await lotOfBid(client, values.bid ?? '');
    const { releasedAt } = await releaseLot(client, lot, keys);
    console.log(`已解密 ${releasedAt}。价格仍封着，等全部解密或窗口关闭后一起公开。`);
    console.log('Released. Prices appear together at the reveal.');
    return 0;
  },
};

/** Releases the caller's bid in `lot`: the packages come from the server, the key never leaves this machine. */
export async function releaseLot(client: Client, lot: string, keys: OpenedP12) {
  if (!keys.encryption)
    throw new Misuse('这个证书文件里没有加密证书。\nNo encryption certificate in this file.');
  const key = softwareKey(keys.encryption.certificate.der, keys.encryption.key);
  const { bid, manifest, packages } = await client.call(readOuter, { params: { lot } });
  const { content } = await verifyCades(fromBase64(manifest));
  const signed = readManifest(content ?? new Uint8Array());
  const system = cryptosystem(signed.suite, nodePrimitives);
  const inners = [];
  for (const { envelope, outer } of packages) {
    const inner = await openOuter(fromBase64(outer), entryOf(signed, envelope), key, system);
    inners.push({ envelope, inner: base64(inner) });
  }
  return client.call(releaseBid, { params: { lot }, body: { bid, packages: inners }, key: bid });
}

async function lotOfFolder(folder: string): Promise<string> {
  const { content } = await verifyCades(await readFile(join(folder, manifestPath)));
  return readManifest(content ?? new Uint8Array()).lot;
}

async function lotOfBid(client: Client, bid: string): Promise<string> {
  const { rows } = await client.call(listMyTrades);
  const found = rows.find(row => row.bid === bid);
  if (!found) throw new Misuse(`没有找到这份投标：${bid}\nNo such bid of yours.`);
  return found.lot;
}

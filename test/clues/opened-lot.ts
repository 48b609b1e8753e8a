import { openingFormName } from '../../contracts/opening.ts';
import { submitBid } from '../../src/bidding/submit-bid.ts';
import { analyseLot } from '../../src/clues/analyse-lot.ts';
import { putQuestions } from '../../src/evaluation/questions.ts';
import { fingerprintBytes, fingerprintName } from '../../src/sealing/fingerprint.ts';
import { aFile, aForm, sealBid, upload } from '../support/bid.ts';
import { close, release, turn } from '../support/opening.ts';
import { aFirm, aLot, type City, type Firm } from '../support/trade.ts';

const sealedOn = (disk: string) =>
  fingerprintBytes({
    format: 'kaibiao-fingerprint/1',
    client: { name: 'cli', version: '1' },
    madeAt: new Date().toISOString(),
    machine: { host: disk, mac: [], cpu: null, disks: [disk], system: 'linux' },
    browser: null,
  });

/** A firm's bid: what it asks, on which computer it was sealed, from where it was sent, and its other files. */
export interface PlannedBid {
  readonly firm: Firm;
  readonly price: string;
  readonly disk: string;
  readonly address?: string;
  /** How long the city waits before this firm acts. */
  readonly afterMs?: number;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** A lot of these bids, opened; it is due an hour after the last of them. */
export async function anOpenedLot(city: City, bids: readonly PlannedBid[]): Promise<string> {
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  const waits = bids.reduce((sum, { afterMs = 0 }) => sum + afterMs, 0);
  const deadline = new Date((await city.now()).getTime() + waits + 3_600_000);
  const { id } = await aLot(city, { deadline, tenderer });
  for (const [i, { firm, price, disk, address, afterMs, files = {} }] of bids.entries()) {
    if (afterMs) await city.advance(new Date((await city.now()).getTime() + afterMs));
    const opening = [
      aFile(openingFormName, JSON.stringify(aForm(price, { manager: `经理${firm.name}` }))),
      aFile(fingerprintName, sealedOn(`${disk}7`.repeat(32))),
      ...Object.entries(files).map(([name, content]) => aFile(name, content)),
    ];
    const sealed = await sealBid(city, firm, id, price, { files: { opening } });
    await upload(city, { ...firm }, id, sealed);
    const ctx = { ...city.context(firm.actor), address: address ?? `203.0.113.${i + 1}` };
    await submitBid(ctx, id, sealed.p7);
  }
  await close(city, id);
  for (const { firm } of bids) await release(city, firm, id);
  await turn(city);
  return id;
}

export const analyse = (city: City, lot: string) =>
  analyseLot({ putQuestions }).run(city.context(), lot, async () => undefined);

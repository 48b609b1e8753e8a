import { fromBase64 } from '../../src/kernel/bytes.ts';
import { closeLots, stampCloses } from '../../src/opening/close-lot.ts';
import { destroySuperseded } from '../../src/opening/destroy-superseded.ts';
import { Hall } from '../../src/opening/entities.ts';
import { readOuter } from '../../src/opening/read-outer.ts';
import { releaseBid } from '../../src/opening/release-bid.ts';
import { revealLots } from '../../src/opening/reveal.ts';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import { manifestInside } from '../../src/sealing/signed-manifest.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import { entryOf, openOuter } from '../../src/sealing/unseal.ts';
import { Lot } from '../../src/tender/entities.ts';
import { submit } from './bid.ts';
import { aFirm, aLot, type City, type Firm, type LotOptions } from './trade.ts';

/** Puts the clock to the deadline of the lot and lets the due work run. */
export async function close(city: City, lot: string): Promise<void> {
  const { deadline } = await city.orm.em.fork().findOneOrFail(Lot, { id: lot });
  await city.advance(deadline);
  await turn(city);
}

/** Puts the clock to the end of the release window and lets the due work run. */
export async function endWindow(city: City, lot: string): Promise<void> {
  const { windowEndsAt } = await city.orm.em.fork().findOneOrFail(Hall, { lot });
  if (windowEndsAt) await city.advance(windowEndsAt);
  await turn(city);
}

/** One turn of the due work, as every node does it. */
export async function turn(city: City): Promise<void> {
  for (const work of [closeLots, stampCloses, destroySuperseded]) await work.run(city.context());
  await revealLots.run(city.context());
}

/** What the bidder's own machine does: unlock the outer packages with one's own key. */
export async function unlock(city: City, firm: Firm, lot: string) {
  const { bid, manifest, packages } = await readOuter(city.context(firm.actor), lot);
  const system = cryptosystem('intl-1', nodePrimitives);
  const said = manifestInside(fromBase64(manifest));
  const inners = packages.map(async ({ envelope, outer }) => {
    const entry = entryOf(said, envelope);
    const inner = await openOuter(fromBase64(outer), entry, firm.key, system);
    return { envelope, inner: Buffer.from(inner).toString('base64') };
  });
  return { bid, packages: await Promise.all(inners) };
}

export async function release(city: City, firm: Firm, lot: string): Promise<string> {
  const { releasedAt } = await releaseBid(
    city.context(firm.actor),
    lot,
    await unlock(city, firm, lot),
  );
  return releasedAt;
}

/** A lot with one bid of each firm, its deadline an hour away. */
export async function aLotWithBids(
  city: City,
  firms: readonly { firm: Firm; price: string }[],
  options: Partial<Omit<LotOptions, 'tenderer'>> = {},
): Promise<{ lot: string; tenderer: Firm }> {
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  const { id } = await aLot(city, { deadline, ...options, tenderer });
  for (const { firm, price } of firms) await submit(city, firm, id, price);
  return { lot: id, tenderer };
}

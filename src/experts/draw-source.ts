import type { EntityManager } from '@mikro-orm/postgresql';
import { type Context, must } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import type { Lot } from '../tender/entities.ts';
import { beaconOf, seedOf } from '../tender/rules/draw-source.ts';
import { drawSeed } from '../tender/rules/secrets.ts';

/** The lot's draw seed out of the vault, hex. */
export const readSeed = async ({ vault }: Pick<Context, 'vault'>, lot: Lot): Promise<string> =>
  seedOf(await vault.get(drawSeed(lot.id)), lot);

/** The root over the sealed bids as the close recorded it, hex. */
export async function readBeacon(em: EntityManager, lot: string): Promise<string> {
  const closed = await em.findOne(Event, { room: `opening:${lot}`, type: 'opening.closed' });
  return beaconOf(must(closed, 'closing').text);
}

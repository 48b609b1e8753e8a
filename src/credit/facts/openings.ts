import type { EntityManager } from '@mikro-orm/postgresql';
import { BondPayment } from '../../bond/entities.ts';
import { Hall, SealedBid } from '../../opening/entities.ts';
import type { Proved } from './proved.ts';

/** Bids revoked after the deadline, and bonds kept, at the opening or with a void award. */
export async function fromOpenings(em: EntityManager, ids: string[]): Promise<Proved[]> {
  const organisation = { $in: ids };
  const bids = await em.find(
    SealedBid,
    { organisation, fate: 'revoked' },
    { fields: ['lot', 'organisation'] },
  );
  const bonds = await em.find(BondPayment, { organisation, kept: { $ne: null } });
  const lots = [...bids, ...bonds].map(row => row.lot);
  const halls = await em.find(
    Hall,
    { lot: { $in: lots }, revealedAt: { $ne: null } },
    { fields: ['lot', 'revealedAt'] },
  );
  const revealedAt = new Map(halls.map(hall => [hall.lot, hall.revealedAt]));
  const revealed = (lot: string) => revealedAt.get(lot) ?? null;
  const said = { type: 'opening.revealed' as const, round: 1, fell: null };
  // A bond that came in parts is one bond.
  const kept = new Map(bonds.map(row => [`${row.lot} ${row.organisation}`, row]));
  return [
    ...bids.flatMap(({ lot, organisation: of }): Proved[] => {
      const at = revealed(lot);
      return at ? [{ kind: 'bid-revoked', lot, organisation: of, at, ...said }] : [];
    }),
    ...[...kept.values()].flatMap(({ lot, organisation: of, keptAt }): Proved[] => {
      const opened = revealed(lot);
      if (!opened || !of) return [];
      const at = keptAt ?? opened;
      const type = at > opened ? ('award.voided' as const) : said.type;
      return [{ ...said, kind: 'bond-kept', lot, organisation: of, at, type }];
    }),
  ];
}

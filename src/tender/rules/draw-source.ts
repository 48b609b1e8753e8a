import { hex } from '../../kernel/bytes.ts';
import { seedMatches } from './public-draw.ts';

/** The draw seed as the vault held it, hex. Another seed than the notice promised is an incident, not a refusal. */
export function seedOf(
  held: Uint8Array | null,
  lot: { id: string; drawSeedCommit: string },
): string {
  if (!held) throw new Error(`the vault holds no draw seed of lot ${lot.id}`);
  const seed = hex(held);
  if (!seedMatches(seed, lot.drawSeedCommit))
    throw new Error(`the draw seed of lot ${lot.id} is not the committed one`);
  return seed;
}

/** The beacon: the root over the sealed bids, out of the recorded text of `opening.closed`; hex. */
export const beaconOf = (recorded: string): string =>
  (JSON.parse(recorded) as { data: { root: string } }).data.root;

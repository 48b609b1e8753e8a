import type { WallTile } from '../../../contracts/supervision.ts';

/** The columns of the wall, in the order of a trade. */
export const wallStages = [
  'bidding',
  'releasing',
  'reading',
  'drawing',
  'review',
  'report',
  'publicity',
] as const satisfies readonly WallTile['stage'][];

const urgency: readonly WallTile['tone'][] = ['bad', 'warn', 'run', 'ok', 'idle'];

export const needsLook = ({ tone }: WallTile): boolean => tone === 'bad' || tone === 'warn';

/** What needs somebody comes first, then what is due first. */
export const byUrgency = (a: WallTile, b: WallTile): number =>
  urgency.indexOf(a.tone) - urgency.indexOf(b.tone) || a.deadline.localeCompare(b.deadline);

export interface Wanted {
  readonly text: string;
  readonly city: string;
  readonly onlyLook: boolean;
}

/** The tiles that match: words in title, number or tenderer, one city or all, all or only those to be looked at. */
export const filtered = (tiles: readonly WallTile[], wanted: Wanted): WallTile[] =>
  tiles.filter(tile => {
    if (wanted.onlyLook && !needsLook(tile)) return false;
    if (wanted.city !== '' && tile.city !== wanted.city) return false;
    return `${tile.title} ${tile.code} ${tile.tenderer}`.includes(wanted.text.trim());
  });

/** A room's name on the wall: the running number at the end of its code. */
export const roomName = ({ code }: Pick<WallTile, 'code'>): string =>
  code.split('-').at(-1) ?? code;

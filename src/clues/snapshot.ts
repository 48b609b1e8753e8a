import type { EntityManager } from '@mikro-orm/postgresql';
import { type ClueRow, ClueSnapshot } from '../../contracts/clues.ts';
import { must } from '../platform/command.ts';
import type { Clue } from './entities.ts';
import { presentRows } from './list-clues.ts';

/** A clue as its row shows it. */
export async function rowOfClue(em: EntityManager, clue: Clue, now: Date): Promise<ClueRow> {
  const [row] = await presentRows(em, [clue], now);
  return must(row, 'clue');
}

/** What is kept of a clue outside the desk, in a case or on paper: no state, no owner, nothing that changes. */
export const snapshotOf = (row: ClueRow, { bids, version, reasons, links }: Clue): ClueSnapshot =>
  ClueSnapshot.parse({ ...row, bids, version, reasons, links });

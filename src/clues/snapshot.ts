import type { EntityManager } from '@mikro-orm/postgresql';
import { type ClueRow, ClueSnapshot } from '../../contracts/clues/clue.ts';
import { must } from '../platform/command.ts';
import type { Clue } from './entities.ts';
import { presentRows } from './list-clues.ts';

/** A clue as its row shows it. */
export async function rowOfClue(em: EntityManager, clue: Clue, now: Date): Promise<ClueRow> {
  const [row] = await presentRows(em, [clue], now);
  return must(row, 'clue');
}

/** What is kept of a clue outside the desk, in a case or on paper: no state, no owner, nothing that changes. */
export function snapshotOf(row: ClueRow, clue: Clue): ClueSnapshot {
  const { bids, parties, series, version, reasons, links } = clue;
  return ClueSnapshot.parse({ ...row, bids, parties, series, version, reasons, links });
}

import type { LotState } from '../../contracts/tender/project.ts';
import { listProjects } from '../../contracts/tender/published.ts';
import type { Context } from '../platform/command.ts';
import { type ResultRow, type ResultStage, resultStages } from './results-page.ts';
import type { PublicSource } from './source.ts';

export const stageOf = (given: string | null): ResultStage =>
  resultStages.find(s => s === given) ?? 'awarded';

/** A contract does not end what the result says: it stays among the awards. */
const sameStage = (state: LotState, stage: ResultStage): boolean =>
  state === stage || (stage === 'awarded' && state === 'contracted');

/** One page of results: the lots at this stage of the projects at this stage. */
export async function readResults(
  source: PublicSource,
  ctx: Context,
  stage: ResultStage,
  after: string | null,
): Promise<{ rows: ResultRow[]; next: string | null }> {
  const query = listProjects.query.parse({ stage, sort: 'newest', ...(after ? { after } : {}) });
  const list = await source.listProjects(ctx, query);
  const rows: ResultRow[] = [];
  for (const { id } of list.rows) {
    const project = await source.readProject(ctx, id);
    for (const lot of project.lots.filter(l => sameStage(l.state, stage)))
      rows.push({
        project: id,
        code: project.code,
        name: project.name,
        lot: lot.title,
        city: project.city,
        tenderer: project.tenderer,
        ceiling: lot.rules.ceiling,
        award: await source.readAward(ctx, lot.id),
        contract: (await source.readContract(ctx, lot.id)).contract,
      });
  }
  return { rows, next: list.next };
}

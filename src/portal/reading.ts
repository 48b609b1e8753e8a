import type { AwardView } from '../../contracts/award.ts';
import type { PublicProject } from '../../contracts/tender/project.ts';
import { Hall } from '../opening/entities.ts';
import type { Context } from '../platform/command.ts';
import type { OpeningFacts, Recorded } from './project-facts.ts';
import type { ProjectList, ProjectQuery, PublicSource } from './source.ts';

/** Cities that have published a project, in order. */
export async function citiesOf(ctx: Context): Promise<string[]> {
  const rows = await ctx.em.execute<{ city: string }[]>(
    `with recursive each_city as (
       (select city from project where published_at is not null order by city limit 1)
       union all
       select (select p.city from project p where p.published_at is not null and p.city > e.city
               order by p.city limit 1)
       from each_city e where e.city is not null
     )
     select city from each_city where city is not null`,
  );
  return rows.map(r => r.city);
}

/** Lots that have come as far as candidates have something to show. */
export async function awardsOf(
  source: PublicSource,
  ctx: Context,
  project: PublicProject,
): Promise<Map<string, AwardView>> {
  const awards = new Map<string, AwardView>();
  for (const { id, state } of project.lots)
    if (['candidates', 'awarded', 'contracted', 'failed'].includes(state))
      awards.set(id, await source.readAward(ctx, id));
  return awards;
}

/** The contracts of the lots that have theirs. */
export async function contractsOf(
  source: PublicSource,
  ctx: Context,
  project: PublicProject,
): Promise<Map<string, Recorded>> {
  const contracts = new Map<string, Recorded>();
  for (const { id } of project.lots.filter(l => l.state === 'contracted')) {
    const { contract } = await source.readContract(ctx, id);
    if (contract) contracts.set(id, contract);
  }
  return contracts;
}

/** The openings of the lots that are past their deadline. */
export async function openingsOf(
  ctx: Context,
  project: PublicProject,
): Promise<Map<string, OpeningFacts>> {
  const halls = await ctx.em.fork().find(Hall, { lot: { $in: project.lots.map(l => l.id) } });
  return new Map(
    halls.map(({ lot, stage, windowEndsAt, revealedAt }) => [
      lot,
      {
        stage,
        windowEndsAt: windowEndsAt?.toISOString() ?? null,
        revealedAt: revealedAt?.toISOString() ?? null,
      },
    ]),
  );
}

/** As many as a spreadsheet is meant for; whoever wants all reads the API. */
const mostRows = 2000;

/** The whole list, page after page. */
export async function allProjects(
  source: PublicSource,
  ctx: Context,
  query: ProjectQuery,
): Promise<ProjectList['rows']> {
  const rows: ProjectList['rows'] = [];
  let after: string | undefined;
  do {
    const { after: _, ...rest } = query;
    const list = await source.listProjects(ctx, after === undefined ? rest : { ...rest, after });
    rows.push(...list.rows);
    after = list.next ?? undefined;
  } while (after !== undefined && rows.length < mostRows);
  return rows;
}

import type { z } from 'zod';
import type { listMyProjects as contract, Draft } from '../../contracts/tender/drafting.ts';
import { type Context, must } from '../platform/command.ts';
import { Lot, Project } from './entities.ts';
import { ownProject } from './own-project.ts';
import { presentDraft } from './present.ts';

/** Far more than one organisation runs at a time; older ones are found by the public list. */
const mostRows = 500;

/** The projects that the caller's organisation runs, newest first. */
export async function listMyProjects(ctx: Context): Promise<z.input<typeof contract.reply>> {
  const mine = must(ctx.actor.organisation, 'ownOrganisation');
  const projects = await ctx.em.find(
    Project,
    { $or: [{ tenderer: mine }, { agency: mine }] },
    { orderBy: { createdAt: 'desc' }, limit: mostRows },
  );
  const lots = await ctx.em.find(
    Lot,
    { project: projects.map(p => p.id) },
    { orderBy: { position: 'asc' } },
  );
  return {
    rows: projects.map(project => ({
      id: project.id,
      code: project.code,
      name: project.name,
      state: project.state,
      deadline: project.deadline?.toISOString() ?? project.content.schedule?.deadline ?? null,
      lots: lotRows(project, lots),
    })),
  };
}

function lotRows(project: Project, lots: readonly Lot[]) {
  if (!project.publishedAt)
    return project.content.lots.map(({ id, title }) => ({ id, title, state: 'draft' as const }));
  return lots
    .filter(lot => lot.project.id === project.id)
    .map(({ id, title, state }) => ({ id, title, state }));
}

/** A draft for those who work on it. */
export async function readDraft(ctx: Context, id: string): Promise<Draft> {
  return presentDraft(ctx.em, await ownProject(ctx.em, ctx.actor, id));
}

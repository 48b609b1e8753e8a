import type { PublicProject } from '../../contracts/tender/project.ts';
import type { Context } from '../platform/command.ts';
import { publishedProject } from './own-project.ts';
import { presentProject } from './present.ts';

/** A published project as everybody sees it, read anew: what the caller has loaded before may be older. */
export async function readProject(ctx: Context, id: string): Promise<PublicProject> {
  const em = ctx.em.fork();
  return presentProject(em, await publishedProject(em, id));
}

import { extname } from 'node:path';
import { type Context, must } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { keepTrace } from '../platform/sealed-trace.ts';
import { Lot, TenderDocument } from './entities.ts';
import { ownProject } from './own-project.ts';

/** Nothing that a browser would run under the platform's name. */
const types: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.zip': 'application/zip',
};

/**
 * A public document for anybody, without registration (C20); one not yet public only for its makers. Who
 * downloads, from where and how often stays secret (C21): it is kept locked to the committee of each lot.
 */
export async function downloadDocument(ctx: Context, id: string): Promise<Bytes> {
  const document = must(await ctx.em.findOne(TenderDocument, id), 'document');
  const project = document.project.id;
  if (!document.publishedAt) await ownProject(ctx.em, ctx.actor, project);
  else await keepTrace(ctx, await ctx.em.find(Lot, { project, state: 'bidding' }), 'download');
  return {
    content: ctx.storage.open(document.sha256),
    type: types[extname(document.name).toLowerCase()] ?? 'application/octet-stream',
    name: document.name,
    length: document.bytes,
  };
}

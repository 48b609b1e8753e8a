import type { IncomingMessage } from 'node:http';
import { v7 } from 'uuid';
import type { TenderDocument as DocumentReply } from '../../contracts/tender/project.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { type Project, TenderDocument } from './entities.ts';
import { ownProject, requireDraft, requireRunning } from './own-project.ts';
import { documentsOf, presentDocument } from './present.ts';

const mostBytes = 2 * 1024 ** 3;
const mostDocuments = 200;

/**
 * Streams a document to the storage and puts it in the draft; after publication only as part of the next amendment,
 * which makes it public. `Content-Digest: sha-256=:…:` is checked when it is sent.
 */
export async function attachDocument(
  ctx: Context,
  id: string,
  named: { readonly name: string; readonly kind: DocumentReply['kind'] },
  stream: IncomingMessage,
): Promise<DocumentReply> {
  requireAttachable(await ownProject(ctx.em, ctx.actor, id), named.kind);
  const expected = digestOf(stream.headers['content-digest']);
  const stored = await ctx.storage.put(stream, {
    maxBytes: mostBytes,
    ...(expected === null ? {} : { expected }),
  });
  if (stored.bytes === 0)
    throw new RuleError('MALFORMED', {
      zh: '文件是空的，请检查后重传。',
      en: 'The file is empty. Check it and send it again.',
    });
  return transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id, true);
    requireAttachable(project, named.kind);
    if ((await documentsOf(tx.em, project)).length >= mostDocuments)
      throw new RuleError('TOO_LARGE', {
        zh: `一个项目最多 ${mostDocuments} 个文件，请合并后再传。`,
        en: `A project holds at most ${mostDocuments} files. Merge some, then send again.`,
      });
    const document = tx.em.create(TenderDocument, {
      id: v7(),
      project,
      ...named,
      ...stored,
      addedAt: await tx.now(),
      publishedAt: null,
    });
    const { sha256, bytes } = stored;
    const data = { document: document.id, ...named, sha256, bytes };
    await tx.record({ type: 'tender.document-attached', subject: id, data });
    return presentDocument(document);
  });
}

/** Takes a document out before it is public; what has been published stays. */
export async function removeDocument(ctx: Context, id: string, documentId: string) {
  return transact(ctx, async tx => {
    const project = await ownProject(tx.em, ctx.actor, id, true);
    const found = await tx.em.findOne(TenderDocument, { id: documentId, project: project.id });
    const document = must(found, 'document');
    if (document.publishedAt)
      throw new RuleError('WRONG_STATE', {
        zh: '文件已经公布，不能删除。需要更正的，请发布修改。',
        en: 'The file is published and cannot be deleted. To correct it, publish an amendment.',
      });
    tx.em.remove(document);
    const data = { document: documentId, sha256: document.sha256 };
    await tx.record({ type: 'tender.document-removed', subject: id, data });
    return { done: true as const };
  });
}

function requireAttachable(project: Project, kind: DocumentReply['kind']): void {
  if (kind === 'amendment') requireRunning(project);
  else requireDraft(project);
}

/** SHA-256 in hex of an RFC 9530 Content-Digest; null when the caller sent none. */
function digestOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  const found = /(?:^|,\s*)sha-256=:([A-Za-z0-9+/]{43}=):/.exec(String(header));
  if (!found?.[1])
    throw new RuleError('MALFORMED', {
      zh: 'Content-Digest 应为 sha-256=:…: 的形式。',
      en: 'Content-Digest must read sha-256=:…:',
    });
  return Buffer.from(found[1], 'base64').toString('hex');
}

import { v7 } from 'uuid';
import type { CaseAct as Body, CaseView } from '../../contracts/sanction-case.ts';
import { utf8 } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { applyAct } from './apply-act.ts';
import { type CaseFile, colleaguesOf, factsOf, findCase, lastAct, lockCase } from './case-file.ts';
import { type NoticeText, textOf } from './case-text.ts';
import { CaseAct } from './entities.ts';
import { lockLists } from './lists.ts';
import { readCase } from './read-case.ts';
import { requireAct, requireHearing, requireOfficers } from './rules/flow.ts';
import { grounds } from './rules/grounds.ts';
import { requireNotHarsher, requireWithinLaw } from './rules/measure.ts';

/** What has to be signed to do this; refused for the same reasons as the act itself. */
export async function previewAct(ctx: Context, id: string, body: Body) {
  const em = ctx.em.fork();
  const file = await findCase(ctx, em, id);
  await requireSound(ctx, file, body, await ctx.clock.now(em));
  const text = await textOf(em, file, body);
  return { text, sha256: sha256Hex(text) };
}

/** Does something in a case: whose turn it is, when, within which bounds is decided under the row lock. */
export async function takeAct(
  ctx: Context,
  id: string,
  { act: body, signature }: { readonly act: Body; readonly signature: string },
): Promise<CaseView> {
  const { text } = await previewAct(ctx, id, body);
  const p7 = Buffer.from(signature, 'base64');
  // An officer answers for an act in person; a respondent may act by any certificate of its unit.
  const whose = ctx.actor.roles.includes('supervisor') ? 'person' : 'unit';
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content: utf8(text), whose });
  await transact(ctx, async tx => {
    const file = await lockCase(ctx, tx.em, id);
    if (body.act === 'publish') await lockLists(tx.em);
    const now = await tx.now();
    await requireSound(ctx, file, body, now);
    if ((await textOf(tx.em, file, body)) !== text)
      throw new RuleError('CONFLICT', {
        zh: '案件刚有新的进展，请重新阅读后再签署。',
        en: 'The case has just moved on. Read it again, then sign.',
      });
    const { held, acts } = file;
    const sha256 = sha256Hex(text);
    const data = { number: held.number, act: body.act, sha256 };
    const event = await tx.record({ type: `blacklist.${body.act}`, subject: id, data });
    tx.em.create(CaseAct, {
      ...{ id: v7(), case: id, position: acts.length, act: body.act, text, sha256, at: now },
      ...{ person: ctx.actor.person, name: actorName(ctx, file), signature: p7 },
      ...{ certificateSha256, event: event.id },
    });
    await applyAct(ctx, tx, file, body, now);
  });
  return readCase(ctx, id);
}

/** The respondent appears as the organisation that the case names. */
const actorName = ({ actor }: Context, { standing }: CaseFile): string =>
  standing.ofAuthority ? actor.name : (actor.organisationName ?? actor.name);

/** Whose turn it is, and what the act itself must satisfy. */
async function requireSound(ctx: Context, file: CaseFile, body: Body, now: Date): Promise<void> {
  const { held, standing, acts } = file;
  requireAct(body.act, factsOf(held), standing, now);
  const ground = grounds[held.ground];
  const colleagues = async () => (await colleaguesOf(ctx, ctx.em.fork())).map(p => p.id);
  const officers = held.officers.map(o => o.person);
  if (body.act === 'investigate') requireOfficers(body.officers, await colleagues());
  if (body.act === 'call-hearing')
    requireHearing(body.chair, officers, await colleagues(), new Date(body.at), now);
  if (body.act === 'notice') requireWithinLaw(ground, body);
  if (body.act !== 'decide') return;
  requireWithinLaw(ground, body);
  const notice = lastAct<NoticeText>(acts, 'notice');
  if (notice) requireNotHarsher(notice, body);
}

import { fromBase64 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { type BundlePart, inline, stored, trustParts } from '../platform/bundle/part.ts';
import type { Context } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { layout } from '../verifier/layout.ts';
import type { CaseFile } from './case-file.ts';
import type { CasePaper, PaperAppeal } from './case-paper.ts';
import { presentEvidence } from './read-case.ts';
import { lookTypes } from './rules/looks.ts';

/** The files of a case's bundle, as far as the paper's reader may see them; paper and log are added by the export. */
export async function caseParts(
  ctx: Context,
  { acts: all }: CaseFile,
  { acts, evidence, appeals }: CasePaper,
): Promise<BundlePart[]> {
  const parts = await trustParts(ctx);
  for (const act of acts) {
    const place = all.indexOf(act) + 1;
    parts.push(inline(layout.act(place), act.text));
    parts.push(inline(layout.actSignature(place), act.signature));
  }
  parts.push(inline(layout.evidenceList, canonicalText(evidence.map(presentEvidence))));
  const paths = new Map(
    evidence.map(({ kind, sha256 }) => [
      kind === 'clue' ? layout.clue(sha256) : layout.evidence(sha256),
      sha256,
    ]),
  );
  for (const [path, sha256] of paths) parts.push(await stored(ctx, path, sha256));
  for (const appeal of appeals) parts.push(...(await appealParts(ctx, appeal)));
  return parts;
}

async function appealParts(ctx: Context, { held, proofs }: PaperAppeal): Promise<BundlePart[]> {
  const { id } = held;
  const files = [...new Set(proofs.map(proof => proof.sha256))];
  return [
    inline(layout.appeal(id), held.text),
    inline(layout.appealSignature(id), held.signature),
    ...(await Promise.all(files.map(sha256 => stored(ctx, layout.proof(id, sha256), sha256)))),
    ...held.decisions.flatMap(({ text, signature }, i) => [
      inline(layout.appealDecision(id, i + 1), text),
      inline(layout.appealDecisionSignature(id, i + 1), fromBase64(signature)),
    ]),
  ];
}

/** What happened in the case: looks are no part of it, nor is evidence that the copy leaves out. */
export async function caseEvents({ em }: Context, id: string, paper: CasePaper): Promise<Event[]> {
  const shown = new Set(paper.evidence.map(item => item.id));
  const all = await em.fork().find(Event, { subject: id, type: { $nin: [...lookTypes] } });
  return all.filter(({ type, text }) => {
    if (type !== 'blacklist.evidence-added') return true;
    return shown.has((JSON.parse(text) as { data: { evidence: string } }).data.evidence);
  });
}

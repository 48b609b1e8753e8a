import { addClue as clueContract } from '../../contracts/blacklist.ts';
import { ClueSnapshot } from '../../contracts/clues/clue.ts';
import type { AppealDecision, AppealStatement } from '../../contracts/sanctions.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { type Context, must } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { Event } from '../platform/ledger/entities.ts';
import { untilLogged } from '../platform/ledger/log.ts';
import { positionOf } from '../platform/ledger/position.ts';
import type { LogPosition } from '../platform/pdf/parts.ts';
import { type CaseFile, lastAct } from './case-file.ts';
import type { NoticeText } from './case-text.ts';
import {
  type CaseAct,
  Sanction,
  SanctionAppeal,
  type SanctionCase,
  SanctionEntry,
  SanctionEvidence,
} from './entities.ts';
import { actsSeen, evidenceFor } from './read-case.ts';
import { lookTypes } from './rules/looks.ts';

export interface PaperClue {
  readonly evidence: SanctionEvidence;
  /** Null where another source put in a finding of its own shape: it is then printed as it is. */
  readonly snapshot: ClueSnapshot | null;
  readonly raw: string;
}

export interface PaperAppeal {
  readonly held: SanctionAppeal;
  readonly statement: AppealStatement;
  readonly proofs: readonly SanctionEvidence[];
  readonly decisions: readonly (AppealDecision & { readonly by: string; readonly at: string })[];
}

/** Everything that the paper of a case says; what changes between two looks is not in it. */
export interface CasePaper {
  readonly centre: string;
  readonly url: string;
  readonly held: SanctionCase;
  /** Whether this is the copy of the respondent: without what stays inside the authority. */
  readonly forParty: boolean;
  readonly acts: readonly CaseAct[];
  /** Signed acts inside the authority that the respondent's copy leaves out. */
  readonly inside: number;
  readonly evidence: readonly SanctionEvidence[];
  /** Ids of the evidence that the notice uses. */
  readonly used: readonly string[];
  readonly clues: readonly PaperClue[];
  readonly listing: Sanction | null;
  readonly entries: readonly SanctionEntry[];
  readonly appeals: readonly PaperAppeal[];
  /** When the case last changed: the same case prints to the same bytes. */
  readonly madeAt: string;
  /** SHA-256 over the hashes of all acts, evidence and appeals in it. */
  readonly digest: string;
  readonly log: LogPosition | null;
}

/** Reads what is printed of a case for those who may reach it. */
export async function casePaper(ctx: Context, file: CaseFile, origin: string): Promise<CasePaper> {
  const em = ctx.em.fork();
  const { held, standing } = file;
  const forParty = !standing.ofAuthority;
  const acts = actsSeen(file);
  const listing = await em.findOne(Sanction, { case: held.id });
  // What is filed after the listing are papers of an appeal, and stand there.
  const evidence = evidenceFor(file).filter(item => !listing || item.at < listing.from);
  const appeals = listing ? await appealsOf(ctx, listing) : [];
  const last = await lastChange(ctx, held.id);
  await untilLogged(ctx.em, last.id);
  return {
    ...{ centre: ctx.centre.name, url: `${origin}/app/sanction-cases/${held.id}`, held, forParty },
    ...{ acts, evidence, listing, appeals },
    inside: file.acts.length - acts.length,
    used: lastAct<NoticeText>(file.acts, 'notice')?.evidence.map(e => e.id) ?? [],
    clues: await Promise.all(evidence.filter(e => e.kind === 'clue').map(e => clueOf(ctx, e))),
    entries: listing
      ? await em.find(SanctionEntry, { number: listing.number }, { orderBy: { cursor: 1 } })
      : [],
    madeAt: last.at.toISOString(),
    digest: digestOf(held.number, acts, evidence, appeals),
    log: await positionOf(ctx.em, last.id),
  };
}

/** The newest event of the case that is no look. */
async function lastChange({ em }: Context, id: string): Promise<Event> {
  const found = await em
    .fork()
    .findOne(
      Event,
      { subject: id, type: { $nin: [...lookTypes] } },
      { orderBy: { at: 'desc', id: 'desc' } },
    );
  return must(found, 'case');
}

async function clueOf({ storage }: Context, evidence: SanctionEvidence): Promise<PaperClue> {
  const raw = (await storage.read(evidence.sha256)).toString('utf8');
  const { finding } = clueContract.body.parse(JSON.parse(raw));
  return { evidence, raw, snapshot: ClueSnapshot.safeParse(finding).data ?? null };
}

async function appealsOf({ em: whole }: Context, { id }: Sanction): Promise<PaperAppeal[]> {
  const em = whole.fork();
  const filed = await em.find(SanctionAppeal, { sanction: id }, { orderBy: { filedAt: 1, id: 1 } });
  const all: PaperAppeal[] = [];
  for (const held of filed) {
    const statement = JSON.parse(held.text) as AppealStatement;
    const proofs = await em.find(
      SanctionEvidence,
      { owner: id, sha256: { $in: statement.proofs } },
      { orderBy: { at: 1, id: 1 } },
    );
    const decisions = held.decisions.map(({ text, name: by, at }) => ({
      ...(JSON.parse(text) as AppealDecision),
      ...{ by, at },
    }));
    all.push({ held, statement, proofs, decisions });
  }
  return all;
}

const digestOf = (
  number: string,
  acts: readonly CaseAct[],
  evidence: readonly SanctionEvidence[],
  appeals: readonly PaperAppeal[],
): string => {
  const hashes = (rows: readonly { readonly sha256: string }[]) => rows.map(row => row.sha256);
  return sha256Hex(
    canonicalText({
      case: number,
      acts: hashes(acts),
      evidence: hashes(evidence),
      appeals: hashes(appeals.map(({ held }) => held)),
    }),
  );
};

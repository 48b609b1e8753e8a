import { copiedPictures } from '../analytics/text/pair-findings.ts';
import { rivalNamed } from '../analytics/text/rival-named.ts';
import { type Context, transact } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { EvidenceMark } from './entities.ts';
import type { Contents } from './intake/contents.ts';
import type { LotBid, LotUnderScrutiny } from './intake/lot-bids.ts';
import type { Tie } from './rules/group.ts';
import { type PairFindings, textTies } from './rules/pair-ties.ts';

const kind = 'picture';
/** A picture that so many firms beside these rivals have used is a map, a maker's picture, a certificate. */
const common = 2;

/** Keeps what pictures each bid has, so that later lots know what is common here; the same again changes nothing. */
async function keepPictures(
  ctx: Context,
  bids: readonly LotBid[],
  lot: string,
  contents: ReadonlyMap<number, Contents>,
): Promise<void> {
  const rows = bids.flatMap(({ bid, number, organisation, receivedAt: at }) =>
    (contents.get(number)?.pictures ?? []).map(value => ({
      ...{ kind, value, bid, lot, organisation, source: kind, at },
    })),
  );
  if (rows.length === 0) return;
  await transact(ctx, async ({ em }) => {
    await em.upsertMany(EvidenceMark, rows, { onConflictAction: 'ignore' });
  });
}

async function commonPictures(ctx: Context, lot: string): Promise<string[]> {
  const rows = await ctx.em.fork().execute<{ value: string }[]>(
    `select value from evidence_mark where kind = ? and organisation not in
       (select organisation from sealed_bid where lot = ?)
     group by 1 having count(distinct organisation) >= ?`,
    [kind, lot, common],
  );
  return rows.map(({ value }) => value);
}

/** Pictures that rivals copied from each other, and rivals' names in bids, without what the tender has itself. */
export async function findCopies(
  ctx: Context,
  { lot, bids }: LotUnderScrutiny,
  given: Contents,
  contents: ReadonlyMap<number, Contents>,
): Promise<Tie[]> {
  await keepPictures(ctx, bids, lot.id, contents);
  const usual = [...given.pictures, ...(await commonPictures(ctx, lot.id))];
  const picturesOf = ({ number }: LotBid) => contents.get(number)?.pictures ?? [];
  const pictures = bids.flatMap((a, i) =>
    bids.slice(i + 1).map(b => {
      const findings = [copiedPictures(picturesOf(a), picturesOf(b), usual)];
      return { a: a.number, b: b.number, findings };
    }),
  );
  return textTies([...pictures, ...(await namedRivals(ctx, bids, given, contents))]);
}

async function namedRivals(
  ctx: Context,
  bids: readonly LotBid[],
  given: Contents,
  contents: ReadonlyMap<number, Contents>,
): Promise<PairFindings[]> {
  const ids = bids.map(bid => bid.organisation);
  const firms = await ctx.em.fork().find(Organisation, { id: { $in: ids } });
  const names = bids.map(({ number, organisation, form }) => {
    const firm = firms.find(({ id }) => id === organisation);
    const known = firm ? [firm.name, firm.code] : [];
    return { bidder: String(number), names: [...known, form.managerCertificate] };
  });
  const joined = ({ texts }: Contents) => texts.map(({ text }) => text).join('\n');
  const tender = joined(given);
  return bids.flatMap(({ number }) => {
    const own = contents.get(number);
    if (!own) return [];
    const finding = rivalNamed(String(number), joined(own), names, tender);
    const named = (finding.evidence.named ?? []) as readonly { rival: string }[];
    const rivals = [...new Set(named.map(({ rival }) => Number(rival)))];
    return rivals.map(rival => {
      const [a, b] = [Math.min(number, rival), Math.max(number, rival)];
      return { a, b, findings: [finding] };
    });
  });
}

import {
  addEvidence,
  listOfficers,
  openCase,
  previewAct,
  takeAct,
} from '../../contracts/blacklist.ts';
import { readMyProfile } from '../../contracts/organisation-profile.ts';
import { ProblemError } from '../../contracts/problem-error.ts';
import type { CaseAct, CaseView } from '../../contracts/sanction-case.ts';
import {
  type Appeal,
  type AppealDecision,
  type AppealKind,
  decideAppeal,
  fileAppeal,
} from '../../contracts/sanctions.ts';
import type { Player, Stage } from '../../src/demo/play/player.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';

export const day = 86_400_000;
export const hasCode = (code: string, reason?: string) => (error: unknown) =>
  error instanceof ProblemError &&
  error.problem.code === code &&
  (reason === undefined || error.problem.facts.reason === reason);

/** Two officers, who decides, and who took no part; and the firm that it is about. */
export interface Cast {
  readonly stage: Stage;
  readonly officer: Player;
  readonly second: Player;
  readonly decider: Player;
  readonly other: Player;
  readonly firm: Player;
}

export async function castOf(stage: Stage, firm = 0): Promise<Cast> {
  const [officer, second, decider, other] = await Promise.all(
    stage.accounts('supervisor').map(stage.enter),
  );
  const account = stage.accounts('bidder')[firm];
  if (!officer || !second || !decider || !other || !account) throw new Error('the city is small');
  return { stage, officer, second, decider, other, firm: await stage.enter(account) };
}

/** Signs and takes an act as the screens do. */
export async function act(who: Player, id: string, body: CaseAct): Promise<CaseView> {
  const params = { case: id };
  const { text } = await who.client.call(previewAct, { params, body: { act: body } });
  const signature = await who.sign(text);
  return who.client.call(takeAct, { params, body: { act: body, signature } });
}

export const measure = { months: 24, fine: null, extendsToPerson: false } as const;

/** A clue against the firm with one piece of evidence. */
export async function aClue(cast: Cast): Promise<{ id: string; evidence: string; code: string }> {
  const { officer, firm } = cast;
  const { code, name } = await firm.client.call(readMyProfile);
  const { id } = await officer.client.call(openCase, {
    body: {
      list: 'violations',
      ground: 'collusion',
      subject: { kind: 'organisation', code, name },
      summary: '两家投标人的投标文件异常一致',
    },
  });
  const evidence = await officer.client.callWithBytes(
    addEvidence,
    { params: { case: id }, query: { name: '比对说明.pdf' }, content: utf8('%PDF-1.7 比对') },
    { 'content-type': 'application/octet-stream' },
  );
  return { id, evidence: evidence.id, code };
}

export async function file(cast: Cast, id: string): Promise<CaseView> {
  const { rows } = await cast.officer.client.call(listOfficers);
  const named = [cast.officer, cast.second].map(p => p.account.person);
  const officers = rows.map(r => r.person).filter(p => named.includes(p));
  return act(cast.officer, id, { act: 'investigate', officers, reason: '线索属实，予以立案' });
}

export const notify = (
  cast: Cast,
  id: string,
  evidence: string,
  more: Partial<Extract<CaseAct, { act: 'notice' }>> = {},
): Promise<CaseView> =>
  act(cast.officer, id, {
    ...{ act: 'notice', facts: '两家单位串通投标', evidence: [evidence], ...measure, ...more },
  });

export const decide = (
  cast: Cast,
  id: string,
  more: Partial<Extract<CaseAct, { act: 'decide' }>> = {},
): Promise<CaseView> =>
  act(cast.decider, id, {
    ...{ act: 'decide', facts: '两家单位串通投标，事实清楚', ...measure, ...more },
    defence: '当事人没有提出足以推翻的证据',
  });

/** From the clue to the listing, with the defence waived. Gives the number of the listing. */
export async function listFirm(
  cast: Cast,
  more: { readonly months?: number; readonly extendsToPerson?: boolean } = {},
): Promise<string> {
  const { id, evidence } = await aClue(cast);
  await file(cast, id);
  await notify(cast, id, evidence, more);
  await act(cast.firm, id, { act: 'waive' });
  await decide(cast, id, more);
  await act(cast.officer, id, { act: 'serve', manner: 'platform', note: '' });
  const { sanction } = await act(cast.decider, id, { act: 'publish' });
  if (!sanction) throw new Error('not listed');
  return sanction;
}

export async function appeal(
  who: Player,
  number: string,
  kind: AppealKind,
  proofs: string[] = [],
): Promise<Appeal> {
  const statement = {
    ...{ format: 'kaibiao-sanction-appeal/1' as const, number, kind, proofs },
    ...{ text: '事实已经改正，请予处理', commitment: kind === 'repair' ? '今后守信' : null },
  };
  const signature = await who.sign(canonicalText(statement));
  return who.client.call(fileAppeal, { params: { number }, body: { statement, signature } });
}

export async function settle(
  who: Player,
  { id, number, statementSha256 }: Appeal,
  outcome: AppealDecision['outcome'],
): Promise<Appeal> {
  const decision = {
    ...{ format: 'kaibiao-appeal-decision/1' as const, appeal: id, number, statementSha256 },
    ...{ outcome, reason: '经审查，作出本决定' },
  };
  const signature = await who.sign(canonicalText(decision));
  return who.client.call(decideAppeal, {
    params: { appeal: id },
    body: { decision, signature },
  });
}

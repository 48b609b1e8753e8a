import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Sha256 } from '../../../contracts/route.ts';
import { CaseAct, type CaseActId, type CaseState } from '../../../contracts/sanction-case.ts';
import type { Words } from '../../../contracts/words.ts';
import { actRules, caseMoves, insideActs, stateAfter } from '../../blacklist/rules/flow.ts';
import { grounds } from '../../blacklist/rules/grounds.ts';
import {
  type Measure,
  requireNotHarsher,
  requireWithinLaw,
} from '../../blacklist/rules/measure.ts';
import { utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { move } from '../../kernel/move.ts';
import type { LoggedEvent } from '../bundle.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { notAsLogged, said } from '../said.ts';
import type { Case } from '../trade.ts';

const actIds: readonly CaseActId[] = CaseAct.options.map(({ shape }) => shape.act.value);
const ActData = z.object({ number: z.string(), act: z.enum(actIds), sha256: Sha256 });

/** What every act's text says besides what its own kind says. */
const Frame = z.object({
  format: z.literal('kaibiao-sanction-case/1'),
  act: z.enum(actIds),
  case: z.string(),
  ground: z.enum(Object.keys(grounds) as (keyof typeof grounds)[]),
  previous: Sha256.nullable(),
});
const Term = z.object({
  months: z.int().nullable(),
  fine: z.object({ base: z.string().nullable(), amount: z.string() }).nullable(),
  extendsToPerson: z.boolean(),
});

export interface CheckedAct {
  readonly event: LoggedEvent;
  readonly act: CaseActId;
  readonly place: number;
  readonly sha256: string;
  /** Null: kept inside the authority, and left out of the respondent's copy. */
  readonly text: string | null;
}

/** The acts that the log knows, in its order, with their texts. */
export async function actsOf({ bundle, events }: Case): Promise<CheckedAct[]> {
  const acts: CheckedAct[] = [];
  for (const event of events) {
    const act = actIds.find(id => event.type === `blacklist.${id}`);
    if (!act) continue;
    const place = acts.length + 1;
    const path = layout.act(place);
    const withheld = bundle.index.copy === 'respondent' && insideActs.includes(act);
    const text = withheld && !bundle.has(path) ? null : await bundle.text(path);
    acts.push({ event, act, place, sha256: ActData.parse(event.data).sha256, text });
  }
  return acts;
}

/** Every act signed, hashed in the log, naming the act before it, and lawful from where the case stood. */
export async function checkActs(matter: Case): Promise<Words> {
  const { index } = matter.bundle;
  const foreign = matter.events.find(event => event.subject !== index.case);
  hold(!foreign, layout.events, {
    zh: '有不属于本案的事件',
    en: 'There are events of another case',
  });
  const acts = await actsOf(matter);
  let state: CaseState = 'clue';
  let previous: string | null = null;
  for (const act of acts) {
    hold(actRules[act.act].from.includes(state), layout.act(act.place), {
      zh: `案件当时的阶段不能${act.act}`,
      en: `The case was not at a stage for ${act.act}`,
    });
    if (act.text === null) state = move(caseMoves, state, actRules[act.act].to);
    else state = await checkAct(matter, act, act.text, { previous, state });
    previous = act.sha256;
  }
  const there = acts.filter(act => act.text !== null);
  hold(matter.bundle.under(layout.acts).length === 2 * there.length, layout.acts, {
    zh: '文书的份数与日志不一致',
    en: 'The acts are not as many as in the log',
  });
  await checkMeasures(acts);
  const withheld = acts.length - there.length;
  const so = {
    zh: `${there.length} 份文书逐份签名，摘要与日志一致，前后相连`,
    en: `${there.length} acts, each signed, with the hash in the log and joined to the one before`,
  };
  const internal = {
    zh: `；部门内部的 ${withheld} 份只核对摘要`,
    en: `; of ${withheld} internal ones only the hash`,
  };
  return withheld > 0 ? said(so, internal) : so;
}

async function checkAct(
  { bundle, signatures }: Case,
  { event, act, place, sha256 }: CheckedAct,
  text: string,
  before: { readonly previous: string | null; readonly state: CaseState },
): Promise<CaseState> {
  const path = layout.act(place);
  hold(sha256Hex(text) === sha256, path, notAsLogged);
  const said = await within(path, () => JSON.parse(text));
  const frame = await within(path, () => Frame.parse(said));
  hold(canonicalText(said) === text, path, {
    zh: '不是规范文本（RFC 8785）',
    en: 'Not canonical text (RFC 8785)',
  });
  hold(frame.act === act && frame.case === bundle.index.number, path, {
    zh: '不是本案的这份文书',
    en: 'Not this act of this case',
  });
  hold(frame.previous === before.previous, path, {
    zh: '写的前一份文书的摘要不对，文书有缺漏或被调换',
    en: 'It names another hash of the act before: an act is missing or was exchanged',
  });
  await signatures.check(layout.actSignature(place), new Date(event.at), { said: utf8(text) });
  const to = stateAfter({ act, hearing: said.hearing === true });
  return within(path, () => move(caseMoves, before.state, to));
}

/** Term and fine within the bounds of the ground, and the decision not harsher than the notice. */
async function checkMeasures(acts: readonly CheckedAct[]): Promise<void> {
  const [notice, decision] = (['notice', 'decide'] as const).map(id =>
    acts.findLast(a => a.act === id),
  );
  for (const act of [notice, decision]) {
    if (!act?.text) continue;
    const where = layout.act(act.place);
    const measure = await measureOf(act);
    const { ground } = Frame.parse(JSON.parse(act.text));
    await within(where, () => requireWithinLaw(grounds[ground], measure));
  }
  if (!notice || !decision) return;
  const [proposed, decided] = [await measureOf(notice), await measureOf(decision)];
  await within(layout.act(decision.place), () => requireNotHarsher(proposed, decided));
}

const measureOf = ({ place, text }: CheckedAct): Promise<Measure> =>
  within(layout.act(place), () => {
    if (text === null)
      throw new Fault(layout.act(place), { zh: '没有这份文书', en: 'There is no such act' });
    return Term.parse(JSON.parse(text));
  });

export const sha256Hex = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

import { z } from 'zod';
import { VoidConsequence, VoidGround } from '../../../contracts/award-voiding.ts';
import { Sha256 } from '../../../contracts/route.ts';
import { outBy, voidGrounds, voidingStatement } from '../../award/rules/voiding.ts';
import { utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import type { LoggedEvent } from '../bundle.ts';
import { hold } from '../fault.ts';
import { layout } from '../layout.ts';
import { notAsLogged } from '../said.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { sha256Hex } from './sha256.ts';

const VoidedData = z.object({
  number: z.int(),
  ground: VoidGround,
  consequence: VoidConsequence,
  reason: z.string(),
  rank: z.int(),
  awardSha256: Sha256,
  contract: z.boolean(),
  sha256: Sha256,
});

/** One award of a lot, with the contract made on it, and the decision by which both fell, if one did. */
export interface Round {
  readonly awarded: LoggedEvent;
  readonly recorded: LoggedEvent | null;
  readonly voided: LoggedEvent | null;
  readonly paths: Pick<
    ReturnType<typeof layout.voided>,
    'award' | 'awardSignature' | 'contract' | 'contractSignature'
  >;
}

const current = {
  award: layout.award,
  awardSignature: layout.awardSignature,
  contract: layout.contract,
  contractSignature: layout.contractSignature,
};

/** Every award of the lot, in the order of the log. */
export function roundsOf(trade: Trade): Round[] {
  const rounds: Round[] = [];
  const kinds = /^(award\.awarded|contract\.recorded|award\.voided)$/;
  for (const event of trade.events.filter(({ type }) => kinds.test(type))) {
    const last = rounds.at(-1);
    const open = last?.voided === null ? last : null;
    if (event.type === 'award.awarded') {
      hold(!open, layout.award, {
        zh: '前一中标结果没有被认定无效，就又定了标',
        en: 'Awarded again though the award before was not void',
      });
      rounds.push({ awarded: event, recorded: null, voided: null, paths: current });
      continue;
    }
    const recording = event.type === 'contract.recorded';
    const where = recording ? layout.contract : layout.voided(rounds.length).decision;
    hold(open !== null, where, {
      zh: '没有发出中标通知书，就有了合同或者认定中标无效',
      en: 'A contract or a void award without an award notice',
    });
    const change = recording
      ? { recorded: event }
      : { voided: event, paths: layout.voided(rounds.length) };
    rounds[rounds.length - 1] = { ...open, ...change };
  }
  return rounds;
}

/** Candidates that an event took out of the list: by the tenderer before the award, or by a decision that it is void. */
export function outsBefore(trade: Trade, event: LoggedEvent): { rank: number; reason: string }[] {
  const until = trade.events.indexOf(event);
  return trade.events.slice(0, until).flatMap(({ type, data }) => {
    if (type === 'award.disqualified') return [OutData.parse(data)];
    if (type !== 'award.voided') return [];
    const { rank, ground, reason } = VoidedData.parse(data);
    return [{ rank, reason: outBy({ ground, reason }) }];
  });
}

const OutData = z.object({ rank: z.int(), reason: z.string() });

/** Each decision is signed over the award that it strikes, on a ground whose article lets that follow. */
export async function checkVoidings(trade: Trade): Promise<number> {
  const rounds = roundsOf(trade).filter(round => round.voided !== null);
  for (const [i, { voided, recorded, paths }] of rounds.entries()) {
    if (!voided) continue;
    const { decision: where, decisionSignature } = layout.voided(i + 1);
    const said = VoidedData.parse(voided.data);
    const text = canonicalText(voidingStatement(trade.bundle.index.lot, said.awardSha256, said));
    hold((await trade.bundle.text(where)) === text, where, {
      zh: '与日志里的决定不一致',
      en: 'Not the decision in the log',
    });
    hold(sha256Hex(text) === said.sha256, where, notAsLogged);
    hold(said.number === i + 1, where, {
      zh: '决定的次序不对',
      en: 'The decisions are out of order',
    });
    hold(said.contract === (recorded !== null), where, {
      zh: '合同是否随之无效，记得不对',
      en: 'Whether the contract fell with it is recorded wrongly',
    });
    const struck = sha256Hex(await trade.bundle.text(paths.award));
    hold(struck === said.awardSha256, paths.award, {
      zh: '不是被认定无效的那份中标通知书',
      en: 'Not the award notice that was found void',
    });
    const { leadsTo, beforeContract, article } = voidGrounds[said.ground];
    hold(leadsTo.includes(said.consequence), where, {
      zh: `${article.zh}没有规定这样的后果`,
      en: `${article.en} gives no such consequence`,
    });
    hold(!(beforeContract && recorded), where, {
      zh: `合同签订后不能再依${article.zh}作决定`,
      en: `Once the contract is signed nothing is decided by ${article.en}`,
    });
    await trade.signatures.check(decisionSignature, new Date(voided.at), { said: utf8(text) });
  }
  const failed = eventsOf(trade, 'award.failed').length > 0;
  const last = rounds.at(-1)?.voided;
  const retender = last && VoidedData.parse(last.data).consequence === 'retender';
  hold(!retender || failed, layout.voided(rounds.length).decision, {
    zh: '决定重新招标，标段却没有流标',
    en: 'Decided to tender again, but the lot has not failed',
  });
  return rounds.length;
}

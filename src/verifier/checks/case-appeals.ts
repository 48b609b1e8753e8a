import { z } from 'zod';
import { Id, Sha256 } from '../../../contracts/route.ts';
import { AppealDecision, AppealKind, AppealStatement } from '../../../contracts/sanctions.ts';
import type { Words } from '../../../contracts/words.ts';
import { utf8 } from '../../kernel/bytes.ts';
import type { LoggedEvent } from '../bundle.ts';
import { hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { notAsLogged } from '../said.ts';
import { type Case, eventsOf } from '../trade.ts';
import { sha256Hex } from './case-acts.ts';

const FiledData = z.object({ appeal: Id, kind: AppealKind, sha256: Sha256 });
const DecidedData = z.object({ appeal: Id, outcome: z.string(), sha256: Sha256 });

/** Every objection, review and repair: as filed, with its proofs, and as decided, each signed. */
export async function checkAppeals(matter: Case): Promise<Words> {
  const filed = eventsOf(matter, 'blacklist.appealed');
  let decisions = 0;
  for (const event of filed) {
    const said = FiledData.parse(event.data);
    await checkStatement(matter, event, said);
    decisions += await checkDecisions(matter, said);
  }
  return {
    zh: `${filed.length} 件申请、${decisions} 份决定逐份签名，与日志一致`,
    en: `${filed.length} requests and ${decisions} decisions, each signed and as the log says`,
  };
}

async function checkStatement(
  { bundle, signatures }: Case,
  event: LoggedEvent,
  { appeal, kind, sha256 }: z.infer<typeof FiledData>,
): Promise<void> {
  const path = layout.appeal(appeal);
  const text = await bundle.text(path);
  hold(sha256Hex(text) === sha256, path, notAsLogged);
  const statement = await within(path, () => AppealStatement.parse(JSON.parse(text)));
  hold(statement.kind === kind, path, {
    zh: '不是日志里的这件申请',
    en: 'Not the request in the log',
  });
  await signatures.check(layout.appealSignature(appeal), new Date(event.at), { said: utf8(text) });
  for (const proof of statement.proofs) {
    const file = layout.proof(appeal, proof);
    hold(sha256Hex(await bundle.read(file)) === proof, file, {
      zh: '与申请里写的摘要不一致',
      en: 'Not the hash in the request',
    });
  }
}

async function checkDecisions(
  matter: Case,
  { appeal, sha256: statementSha256 }: z.infer<typeof FiledData>,
): Promise<number> {
  const { bundle, signatures } = matter;
  const events = eventsOf(matter, 'blacklist.appeal-decided').filter(e => e.data.appeal === appeal);
  for (const [i, event] of events.entries()) {
    const { outcome, sha256 } = DecidedData.parse(event.data);
    const path = layout.appealDecision(appeal, i + 1);
    const text = await bundle.text(path);
    hold(sha256Hex(text) === sha256, path, notAsLogged);
    const decision = await within(path, () => AppealDecision.parse(JSON.parse(text)));
    const own = decision.appeal === appeal && decision.statementSha256 === statementSha256;
    hold(own && decision.outcome === outcome, path, {
      zh: '决定的不是这件申请',
      en: 'It decides another request',
    });
    const signature = layout.appealDecisionSignature(appeal, i + 1);
    await signatures.check(signature, new Date(event.at), { said: utf8(text) });
  }
  return events.length;
}

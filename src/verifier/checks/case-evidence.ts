import { z } from 'zod';
import { addClue } from '../../../contracts/blacklist.ts';
import { ClueSnapshot } from '../../../contracts/clues/clue.ts';
import { Id, Sha256 } from '../../../contracts/route.ts';
import { Evidence } from '../../../contracts/sanctions.ts';
import type { Words } from '../../../contracts/words.ts';
import { baseOf, weights } from '../../clues/rules/weights.ts';
import { hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { notAsLogged } from '../said.ts';
import { type Case, eventsOf } from '../trade.ts';
import { actsOf, sha256Hex } from './case-acts.ts';

const AddedData = z.object({ evidence: Id, kind: z.enum(['file', 'clue']), sha256: Sha256 });
const Noticed = z.object({ evidence: z.array(z.object({ id: Id, sha256: Sha256 })) });

/** Every piece of evidence as the log has it, none of the notice missing; a clue's score follows from its reasons. */
export async function checkEvidence(matter: Case): Promise<Words> {
  const { bundle } = matter;
  const list = await bundle.json(layout.evidenceList, z.array(Evidence));
  const added = eventsOf(matter, 'blacklist.evidence-added').map(e => AddedData.parse(e.data));
  hold(list.length === added.length, layout.evidenceList, {
    zh: '证据的份数与日志不一致',
    en: 'The pieces of evidence are not as many as in the log',
  });
  let clues = 0;
  for (const { id, kind, sha256 } of list) {
    const logged = added.find(one => one.evidence === id);
    const same = logged?.sha256 === sha256 && logged.kind === kind;
    hold(same, layout.evidenceList, {
      zh: `证据 ${id} 与日志不一致`,
      en: `Evidence ${id} is not as the log says`,
    });
    const path = kind === 'clue' ? layout.clue(sha256) : layout.evidence(sha256);
    const content = await bundle.read(path);
    hold(sha256Hex(content) === sha256, path, notAsLogged);
    if (kind === 'clue' && (await checkClue(path, content))) clues += 1;
  }
  const notice = (await actsOf(matter)).findLast(act => act.act === 'notice');
  const used = notice?.text ? Noticed.parse(JSON.parse(notice.text)).evidence : [];
  for (const { id, sha256 } of used) {
    const there = list.some(item => item.id === id && item.sha256 === sha256);
    hold(there, layout.evidenceList, {
      zh: `告知书依据的证据 ${id} 不在其中`,
      en: `Evidence ${id}, on which the notice rests, is not among it`,
    });
  }
  return {
    zh: `${list.length} 份证据与日志一致，告知书依据的 ${used.length} 份都在；${clues} 条线索的分值可由各项依据复算`,
    en: `${list.length} pieces of evidence as the log says, the ${used.length} that the notice rests on are there; the scores of ${clues} clues follow from their reasons`,
  };
}

/** Whether the clue is one of this platform's own analyses whose score could be computed again. */
async function checkClue(path: string, content: Uint8Array): Promise<boolean> {
  const { finding } = await within(path, () =>
    addClue.body.parse(JSON.parse(new TextDecoder().decode(content))),
  );
  const clue = ClueSnapshot.safeParse(finding).data;
  // A model that took part is named behind the weights; its reasons are summed like all others.
  if (clue?.version.split('+')[0] !== weights.version) return false;
  const logOdds = clue.reasons.reduce((sum, reason) => sum + reason.logOdds, baseOf[clue.about]);
  const score = 1 / (1 + Math.exp(-logOdds));
  hold(Math.abs(score - clue.score) < 1e-6, path, {
    zh: `分值应为 ${score.toFixed(4)}`,
    en: `The score should be ${score.toFixed(4)}`,
  });
  return true;
}

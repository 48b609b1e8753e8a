import type { SheetStage } from '../../../contracts/evaluation/sheets.ts';
import type { EvaluationReport, LockedSheet } from '../../../contracts/evaluation-report.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { scoreChecks } from './checks.ts';
import { conclude } from './conclusions.ts';
import { formOf } from './form.ts';
import { electedLeader } from './leader.ts';
import { putMarks, requireComplete } from './marks.ts';
import { questionDecision } from './questions.ts';
import { sheetStages } from './stages.ts';
import { extensionOf } from './time.ts';

/**
 * What in a report does not follow from its own marks, prices and rules; empty when all of it does.
 * Each line names the part, so that a verifier can name the first that does not hold.
 */
export function reportFaults(report: EvaluationReport): string[] {
  const derived = conclude({
    lot: report.lot,
    rules: report.rules,
    bids: report.bids,
    sheets: report.sheets,
    drawn: report.drawn,
    rejectAll: report.competition?.proceed === false,
    draw: report.conclusions.tie,
  });
  const faults = (Object.keys(derived) as (keyof typeof derived)[])
    .filter(part => canonicalText(derived[part]) !== canonicalText(report.conclusions[part]))
    .map(part => `conclusions.${part}`);
  return [...committeeFaults(report), ...sheetFaults(report), ...faults];
}

/**
 * The members elected who leads (D9), each extension is what more than a third of them asked for (B48), and what more
 * than half found on a presumption of collusion is the finding (B40).
 */
function committeeFaults(report: EvaluationReport): string[] {
  const { committee, election, extensions, questions } = report;
  const numbers = committee.map(m => m.number);
  const led = election === null || electedLeader(election.votes, numbers) === election.leader;
  const timed = extensions.every(e => extensionOf(e.asks, numbers.length) === e.minutes);
  const found = questions.filter(q => questionDecision(q.votes, numbers.length) !== q.decided);
  return [
    ...(led ? [] : ['election']),
    ...(timed ? [] : ['extensions']),
    ...found.map(q => `questions.${q.id}`),
  ];
}

/** Every member locked every stage that was held, every cell given and in its range, nothing left to check (E5). */
function sheetFaults(report: EvaluationReport): string[] {
  return sheetStages.flatMap(stage => {
    const held = report.sheets.filter(s => s.stage === stage);
    return held.length === 0 ? [] : stageFaults(report, stage, held);
  });
}

function stageFaults(
  report: EvaluationReport,
  stage: SheetStage,
  held: readonly LockedSheet[],
): string[] {
  const form = formOf(report.rules, stage, report.bids, report.conclusions.outcomes);
  const wrong = report.committee.filter(({ number }) => {
    const sheet = held.find(s => s.member === number);
    // A replaced member's redone stage may have taken a bid out after the others had marked it (B48).
    const marks = sheet?.marks.filter(m => form.bids.some(b => b.bid === m.bid)) ?? [];
    return !sheet || !holds(() => requireComplete(form, putMarks(form, [], marks)));
  });
  const faults = wrong.map(member => `sheets.${stage}.${member.number}`);
  const { items } = report.rules.technical;
  const unchecked = stage === 'technical' && scoreChecks(items, form.bids, held).length > 0;
  return unchecked ? [...faults, 'checks'] : faults;
}

function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

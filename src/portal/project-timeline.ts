import { beijingMinute } from '../kernel/beijing.ts';
import { addDays, dayOf, instantOf } from '../kernel/calendar.ts';
import { shortTime } from './figures.ts';
import { icon } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { Reader } from './reader.ts';

interface Step {
  readonly name: string;
  readonly when: string;
  readonly at: number | null;
  readonly link?: Html;
}

/** 项目进程: every step that the law knows, with its time where it has one. */
export function timeline(reader: Reader, facts: ProjectFacts): Html {
  const { say, now } = reader;
  const steps = stepsOf(reader, facts);
  const next = steps.findIndex(s => s.at === null || s.at > now.getTime());
  const look = (i: number): readonly [string, string] => {
    if (next === -1 || i < next) return ['is-done', 'ok'];
    return i === next ? ['is-now', 'dotf'] : ['', 'dot'];
  };
  return html`<div class="pt-side"><h2>${say('项目进程', 'Timeline')}</h2><ol class="kb-timeline">${steps.map(
    (step, i) => {
      const [state, sign] = look(i);
      return html`<li class="${state}">${icon(sign)}<b>${step.name}</b><time>${step.when}</time>${step.link}</li>`;
    },
  )}</ol><p class="kb-hint">${say('每一步都写入', 'Every step is in the ')}<a href="/log">${say('公开日志', 'public log')}</a>${say('，任何人可以核验。', '; anyone can check.')}</p></div>`;
}

function stepsOf(reader: Reader, facts: ProjectFacts): Step[] {
  const { say } = reader;
  const { project } = facts;
  const { schedule } = project;
  const short = (at: string) => shortTime(reader, at);
  const objectionDay = addDays(dayOf(new Date(schedule.deadline)), -10);
  const changes = project.clarifications
    .filter(c => c.kind !== 'question')
    .map(
      (c, i): Step => ({
        name: say(`公告第 ${i + 1} 号`, `Notice ${i + 1}`),
        when: short(c.at),
        at: Date.parse(c.at),
      }),
    );
  const before: Step[] = [
    {
      name: say('招标公告', 'Notice'),
      when: short(project.publishedAt),
      at: Date.parse(project.publishedAt),
    },
    {
      name: say('文件发布', 'Documents issued'),
      when: `${short(schedule.issueFrom)} ${say('至', 'to')} ${short(schedule.issueTo)}`,
      at: Date.parse(schedule.issueTo),
    },
    ...changes,
    {
      name: say('文件异议截止', 'Last day to object to documents'),
      when: objectionDay.slice(5),
      at: instantOf(addDays(objectionDay, 1)).getTime(),
    },
    {
      name: say('投标截止、开标', 'Bids due, opening'),
      when: project.stopped
        ? say(`原定 ${short(schedule.deadline)}，将顺延`, `was ${short(schedule.deadline)}; moves`)
        : short(schedule.deadline),
      at: Date.parse(schedule.deadline),
    },
  ];
  return [...sorted(before), ...after(reader, facts)];
}

const sorted = (steps: Step[]): Step[] => steps.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));

function after({ say }: Reader, { project, awards, contracts }: ProjectFacts): Step[] {
  const views = [...awards.values()].filter(a => a.state !== 'none');
  const all = views.length === project.lots.length && views.length > 0;
  const last = (times: (string | null)[]): string | null =>
    times.every(t => t !== null) ? (times.sort().at(-1) ?? null) : null;
  const published = all ? last(views.map(v => v.publishedAt)) : null;
  const awarded = all ? last(views.map(v => v.awardedAt)) : null;
  const signed = [...contracts.values()].map(c => c.signedOn).sort();
  const contracted = signed.length === project.lots.length ? (signed.at(-1) ?? null) : null;
  const time = (at: string | null) => (at ? Date.parse(at) : null);
  return [
    {
      name: say('评标', 'Evaluation'),
      when: published
        ? say('已完成', 'Done')
        : `${say('预计', 'From')} ${beijingMinute(project.schedule.evaluationFrom).slice(5)}`,
      at: time(published),
    },
    {
      name: say('中标候选人公示', 'Candidates published'),
      when: published
        ? beijingMinute(published).slice(5)
        : say('报告后 3 日内，公示不少于 3 日', 'Within 3 days of the report, for 3 days at least'),
      at: time(published),
    },
    {
      name: say('中标通知', 'Award'),
      when: awarded
        ? beijingMinute(awarded).slice(5)
        : say('公示无异议后', 'After the objection window'),
      at: time(awarded),
    },
    {
      name: say('签订合同', 'Contract'),
      when: contracted ? contracted.slice(5) : say('通知后 30 日内', 'Within 30 days of the award'),
      at: contracted ? Date.parse(`${contracted}T00:00:00+08:00`) : null,
    },
  ] satisfies { name: string; when: Child & string; at: number | null }[];
}

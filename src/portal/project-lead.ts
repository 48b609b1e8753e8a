import type { AwardView } from '../../contracts/award.ts';
import type { LotState, PublicProject } from '../../contracts/tender/project.ts';
import { beijingMinute, beijingSecond } from '../kernel/beijing.ts';
import { shownState } from '../tender/rules/state-words.ts';
import { exactly, timeLeft } from './figures.ts';
import { alert, icon } from './frame.ts';
import { type Child, type Html, html } from './html.ts';
import type { OpeningFacts, ProjectFacts } from './project-facts.ts';
import type { Reader } from './reader.ts';
import { status } from './states.ts';

type Lot = PublicProject['lots'][number];

/** What a visitor wants to know first of a lot as it stands now. */
interface Lead {
  readonly big: Child;
  readonly hint?: Child;
  readonly act?: Child;
}
interface Here {
  readonly reader: Reader;
  readonly project: PublicProject;
  readonly lot: Lot;
  readonly award: AwardView | undefined;
  readonly opening: OpeningFacts | undefined;
}

/** The head of the page: for every lot what matters now; lots that stand alike before the result share one. */
export function leads(reader: Reader, { project, awards, openings }: ProjectFacts): Html {
  const [first] = project.lots;
  const alike = project.lots.every(lot => lot.state === first?.state);
  const own =
    !alike || ['candidates', 'awarded', 'contracted', 'failed'].includes(first?.state ?? '');
  const shown = own ? project.lots : project.lots.slice(0, 1);
  return html`${shown.map(lot => {
    const lead = leadOf[shownState(lot.state, project.stopped !== null)]({
      ...{ reader, project, lot },
      award: awards.get(lot.id),
      opening: openings.get(lot.id),
    });
    const name = shown.length > 1 && html` ${lot.title}`;
    return html`<div class="pt-lead"><div><p>${status(reader, shownState(lot.state, project.stopped !== null))}${name}</p>
<p class="pt-deadline">${lead.big}</p>${lead.hint && html`<p class="kb-hint">${lead.hint}</p>`}</div>${lead.act && html`<div class="pt-acts kb-noprint">${lead.act}</div>`}</div>`;
  })}${stopped(reader, project)}`;
}

const button = (href: string, words: string, primary = false): Html =>
  html`<a class="kb-button${primary ? ' kb-button--primary kb-button--l' : ''}" href="${href}">${!primary && icon('file')}${words}</a>`;
const num = (text: string): Html => html`<span class="kb-num">${text}</span>`;

const record = ({ reader: { say }, lot }: Here): Html =>
  button(`/api/lots/${lot.id}/opening/record.pdf`, say('开标记录表', 'Opening record'));

const leadOf: Readonly<Record<LotState, (here: Here) => Lead>> = {
  draft: deadlineAlone,
  suspended: standsStill,
  terminated: deadlineAlone,
  bidding,
  closed: opens,
  opening: opens,
  opened(here) {
    const { say } = here.reader;
    const from = num(beijingMinute(here.project.schedule.evaluationFrom));
    const big = html`${say('评标自', 'Evaluation from')} ${from}`;
    return { big, hint: openedAt(here), act: record(here) };
  },
  evaluating(here) {
    const { say } = here.reader;
    const hint = say(
      '评标委员会名单在中标结果确定前保密（招标投标法第三十七条）。',
      'The committee’s names stay secret until the result (Bidding Law, art. 37).',
    );
    return {
      big: say('评标委员会正在评审', 'The committee is evaluating'),
      hint,
      act: record(here),
    };
  },
  evaluated(here) {
    const { say } = here.reader;
    const hint = say(
      '评标报告已签署，招标人在收到报告后 3 日内公示中标候选人（实施条例第五十四条）。',
      'The report is signed; the candidates are published within 3 days of it (Implementing Regulations, art. 54).',
    );
    return {
      big: say('等待公示中标候选人', 'Candidates to be published'),
      hint,
      act: record(here),
    };
  },
  candidates,
  awarded,
  contracted: awarded,
  failed,
};

function deadlineAlone({ reader: { say }, project }: Here): Lead {
  return {
    big: html`${say('投标截止', 'Bids due')} ${num(beijingSecond(project.schedule.deadline))}`,
  };
}

/** Nobody can bid now, so nobody is invited to; the deadline that stood is no longer the one to work to. */
function standsStill({ reader: { say }, project }: Here): Lead {
  const was = num(beijingSecond(project.schedule.deadline));
  const until = project.state === 'published' && project.stopped?.answerBy;
  return {
    big: until
      ? html`${say('暂停，最迟', 'Stands still; answer due')} ${num(beijingMinute(until))} ${say('前答复', '')}`
      : say('暂停，恢复另行公告', 'Stands still until a notice says otherwise'),
    hint: html`${say('原定投标截止', 'Bids were due')} ${was}${say('，恢复后顺延。', '; the deadline moves when it goes on.')}`,
    act: button('#documents', say('招标文件', 'Documents')),
  };
}

function bidding(here: Here): Lead {
  const { reader, project } = here;
  const { say, now } = reader;
  const left = timeLeft(reader, project.schedule.deadline);
  const seen = beijingMinute(now).slice(11);
  const hint =
    left !== null &&
    say(
      `北京时间（UTC+8）。页面打开于 ${seen}，离截止还有 ${left}。截止时尚未传输完成的，视为撤回投标文件（《电子招标投标办法》第二十七条）。`,
      `Beijing time (UTC+8). Page opened at ${seen}; ${left} left. What is not fully transmitted at the deadline counts as withdrawn (Electronic Bidding Measures, art. 27).`,
    );
  const act = html`${button(`/app/bidder/projects/${project.id}`, say('登录并投标', 'Sign in and bid'), true)}${button('#documents', say('招标文件', 'Documents'))}`;
  return { ...deadlineAlone(here), hint, act };
}

/** From the deadline to the reveal: who bids and at what price is not public yet. */
function opens({ reader: { say }, project, lot, opening }: Here): Lead {
  const deadline = num(beijingSecond(project.schedule.deadline));
  const closed = html`${say('已于', 'Closed at')} ${deadline} ${say('停止接收投标文件，全部封存', ', all bids sealed')}`;
  const act = button(`/app/lots/${lot.id}/opening`, say('进入开标大厅', 'Opening hall'), true);
  if (!opening?.windowEndsAt || opening.revealedAt)
    return { big: say('正在开标', 'The opening is under way'), hint: closed, act };
  const ends = num(beijingSecond(opening.windowEndsAt));
  return {
    big: html`${say('投标人解密至', 'Bidders release until')} ${ends}`,
    hint: html`${closed}${say('。全部解密或窗口关闭后，价格一起公开。', '. Prices appear together when all are in or the window ends.')}`,
    act,
  };
}

function openedAt({ reader: { say }, opening }: Here): Child {
  if (!opening?.revealedAt) return false;
  return html`${say('已于', 'Opened at')} ${num(beijingSecond(opening.revealedAt))} ${say('开标', '')}`;
}

/** After an award that fell nobody waits for a window: the next candidate in rank follows (A64, B55). */
const fallen = (say: Reader['say'], award: AwardView | undefined): string | null =>
  (award?.voidings.length ?? 0) > 0
    ? say(
        '前一中标结果已被认定无效，由候选人按排序依次中标。',
        'The award before was decided to be void; the next candidate in rank follows.',
      )
    : null;

function candidates(here: Here): Lead {
  const { reader, lot, award } = here;
  const { say } = reader;
  const [first] = award?.candidates.filter(c => c.out === null) ?? [];
  const big =
    first &&
    html`${say('第一中标候选人', 'First candidate')} ${first.bidder} ${exactly(reader, first.amount)}`;
  const until = award?.windowEndsAt && num(beijingSecond(award.windowEndsAt));
  const hint =
    fallen(say, award) ??
    (award?.stopped
      ? say('收到异议，公示计时已停', 'An objection has stopped the window')
      : until && html`${say('公示至', 'Open to objections before')} ${until}${say(' 之前', '')}`);
  const act = html`${button(`/app/lots/${lot.id}/award`, say('查看公示、提出异议', 'See them, object'), true)}${button(`/api/lots/${lot.id}/candidates.pdf`, say('候选人公示', 'Candidates notice'))}`;
  return { big, hint, act };
}

function awarded({ reader, lot, award }: Here): Lead {
  const { say } = reader;
  const { winner, awardedAt } = award ?? {};
  const big =
    winner &&
    html`${say('中标人', 'Awarded to')} ${winner.bidder} ${exactly(reader, winner.amount)}`;
  const hint =
    awardedAt && html`${say('中标结果公布于', 'Published')} ${num(beijingSecond(awardedAt))}`;
  const act = html`${button(`/api/lots/${lot.id}/result.pdf`, say('中标结果公告', 'Result'))}${button(`/api/lots/${lot.id}/award.pdf`, say('中标通知书', 'Award notice'))}`;
  return { big, hint, act };
}

/** A tender fails at the close, by the evaluation, or when no candidate is left: each has its article. */
function failed({ reader: { say }, award, opening }: Here): Lead {
  const why = () => {
    if (opening?.stage === 'failed')
      return say(
        '截止时投标人少于 3 个，不开标（实施条例第四十四条）。已交的投标文件不打开；保证金 5 日内退还。',
        'Fewer than 3 bidders at the deadline, so not opened (Implementing Regulations, art. 44). No bid was opened; bonds are returned within 5 days.',
      );
    if (award?.state === 'void')
      return say(
        '监督部门认定中标无效，依法重新招标。',
        'The supervisor decided that the award is void; the tender is held again.',
      );
    if (award && award.state !== 'none')
      return say(
        '中标候选人都已放弃或者被取消资格（实施条例第五十五条）。',
        'Every candidate has given up or was disqualified (Implementing Regulations, art. 55).',
      );
    return say(
      '评标委员会否决了全部投标，或者有效投标不足以竞争（招标投标法第四十二条）。',
      'The committee rejected all bids, or too few were left to compete (Bidding Law, art. 42).',
    );
  };
  return { big: say('流标，将重新招标', 'Failed; to be tendered anew'), hint: why() };
}

/** Who objects and what to is not public; that the trade stands still is (B22). */
const objected = (say: Reader['say'], { since, answerBy }: NonNullable<PublicProject['stopped']>) =>
  alert(
    'warn',
    'pause',
    say('收到对招标文件的异议，本项目暂停', 'Stopped by an objection to the documents'),
    html`${say('自', 'Since')} ${num(beijingMinute(since))}${say('；招标人应在', '; the tenderer answers before')} ${num(beijingMinute(answerBy))} ${say('前答复（实施条例第二十二条）', '(Implementing Regulations, art. 22)')}`,
    say(
      '答复前不接收投标，也不截止；答复后截止时间按暂停的时长顺延，并另行公告。',
      'Until then no bid is taken and nothing closes; then the deadline moves by the time lost, with a notice.',
    ),
  );

/** A stopped or ended project says so with its published reason and what follows. */
function stopped({ say }: Reader, project: PublicProject): Child {
  const { state } = project;
  if (state === 'published' && project.stopped) return objected(say, project.stopped);
  if (state !== 'suspended' && state !== 'terminated') return false;
  const kind = state === 'suspended' ? 'suspension' : 'termination';
  const notice = project.clarifications.findLast(c => c.kind === kind);
  const title =
    state === 'suspended'
      ? say('本项目已暂停', 'This project is suspended')
      : say('本项目已终止', 'This project is terminated');
  const next =
    state === 'suspended'
      ? say(
          '恢复时另行公告，截止时间以公告为准。您可以继续准备。',
          'A notice will say when it goes on, and the deadline then. You may go on preparing.',
        )
      : say(
          '已交的投标文件不打开，保证金和文件费用退还（实施条例第三十一条）。',
          'Bids stay sealed; bonds and document fees are returned (Implementing Regulations, art. 31).',
        );
  return alert(
    'warn',
    state === 'suspended' ? 'pause' : 'x',
    title,
    notice && html`${num(beijingMinute(notice.at))} ${notice.answer}`,
    next,
  );
}

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { listCredits, readCredit } from '../../contracts/credit.ts';
import { type ProblemCode, problemTable } from '../../contracts/problem.ts';
import { listResults } from '../../contracts/results.ts';
import { listSanctions, readSanction } from '../../contracts/sanctions.ts';
import { listProjects } from '../../contracts/tender/published.ts';
import type { Words } from '../../contracts/words.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';
import type { Verifier } from '../transparency/note.ts';
import { creditCsv } from './credit-csv.ts';
import { atOf, creditPage } from './credit-page.ts';
import { creditRulesPage } from './credit-rules-page.ts';
import { creditsPage } from './credits-page.ts';
import type { Html } from './html.ts';
import { listCsv } from './list-csv.ts';
import { listPage } from './list-page.ts';
import { readLog } from './log-facts.ts';
import { logPage } from './log-page.ts';
import { problemPage } from './problem-page.ts';
import { projectPage } from './project-page.ts';
import { languageCookie, largeCookie, type Reader, readerOf } from './reader.ts';
import { allProjects, awardsOf, citiesOf, contractsOf, openingsOf } from './reading.ts';
import { receiptPage, refusalPage } from './receipt-page.ts';
import { findRefusal } from './refusal.ts';
import { resultsPage } from './results-page.ts';
import { sanctionPage } from './sanction-page.ts';
import { sanctionsPage } from './sanctions-page.ts';
import type { PublicSource } from './source.ts';
import { readStatistics } from './statistics.ts';

/** The public pages. `log` is the key that signs the checkpoints. */
export function portalRoutes(router: Router, source: PublicSource, log: Verifier): void {
  const page = (path: string, make: Maker) => router.get(path, koa => answer(koa, make));
  page('/', async (ctx, reader) => {
    const query = projectQuery(reader);
    const list = await source.listProjects(ctx, query);
    const statistics = await readStatistics(ctx, reader.now);
    return listPage(reader, { query, list, cities: await citiesOf(ctx), statistics });
  });
  page('/projects/:project', async (ctx, reader, { project: id = '' }) => {
    const project = await source.readProject(ctx, requireId(id));
    const awards = await awardsOf(source, ctx, project);
    const contracts = await contractsOf(source, ctx, project);
    const openings = await openingsOf(ctx, project);
    return projectPage(reader, { project, awards, contracts, openings });
  });
  page('/results', async (ctx, reader) => {
    const query = listResults.query.parse(given(reader));
    return resultsPage(reader, query, await source.listResults(ctx, query));
  });
  page('/sanctions', async (ctx, reader) => {
    const query = listSanctions.query.parse(given(reader));
    return sanctionsPage(reader, query, await source.listSanctions(ctx, query));
  });
  page('/sanctions/:number', async (ctx, reader, params) => {
    const { number } = readSanction.params.parse(params);
    return sanctionPage(reader, await source.readSanction(ctx, number));
  });
  page('/credits', async (ctx, reader) => {
    const query = listCredits.query.parse(given(reader));
    return creditsPage(reader, query, await source.listCredits(ctx, query));
  });
  page('/credits/rules', async (_ctx, reader) =>
    creditRulesPage(reader, await source.listCreditRules()),
  );
  router.get('/credits/:code.csv', async koa => {
    const { ctx, reader } = await visit(koa);
    const { code } = readCredit.params.parse(koa.params);
    koa.type = 'text/csv; charset=utf-8';
    koa.set('Content-Disposition', `attachment; filename="credit-${code}.csv"`);
    koa.body = creditCsv(await source.readCredit(ctx, code, atOf(reader)));
  });
  page('/credits/:code', async (ctx, reader, params) => {
    const { code } = readCredit.params.parse(params);
    return creditPage(reader, await source.readCredit(ctx, code, atOf(reader)));
  });
  page('/receipts', (ctx, reader) => receipt(source, ctx, reader, reader.query.get('reference')));
  page('/receipts/:reference', (ctx, reader, { reference = '' }) =>
    receipt(source, ctx, reader, reference),
  );
  page('/refusals/:reference', async (ctx, reader, { reference = '' }) =>
    refusalPage(reader, reference, await findRefusal(ctx, reference)),
  );
  page('/log', async (ctx, reader) => logPage(reader, await readLog(ctx, log, reader)));
  router.get('/projects.csv', async koa => {
    const { ctx, reader } = await visit(koa);
    koa.type = 'text/csv; charset=utf-8';
    koa.set('Content-Disposition', 'attachment; filename="projects.csv"');
    koa.body = listCsv(await allProjects(source, ctx, projectQuery(reader)));
  });
  router.get('/portal/:file', serveFile);
}

type Maker = (
  ctx: Context,
  reader: Reader,
  params: Readonly<Record<string, string | undefined>>,
) => Promise<Html>;

async function answer(koa: RouterContext, make: Maker): Promise<void> {
  const { ctx, reader } = await visit(koa);
  koa.type = 'text/html; charset=utf-8';
  koa.set('Cache-Control', 'no-cache');
  try {
    koa.body = (await make(ctx, reader, koa.params)).text;
  } catch (error) {
    const { code, detail } = refusalOf(koa, error);
    koa.status = problemTable[code].status;
    koa.body = problemPage(reader, code, detail[reader.language], String(koa.state.trace)).text;
  }
}

/** What the platform got wrong goes to the log, not onto the page. */
function refusalOf(koa: RouterContext, error: unknown): { code: ProblemCode; detail: Words } {
  if (error instanceof RuleError) return { code: error.code, detail: error.detail };
  if ((error as { name?: string }).name === 'ZodError')
    return {
      code: 'MALFORMED',
      detail: {
        zh: '请检查地址或者所填内容。',
        en: 'Check the address, or what you filled in.',
      },
    };
  koa.state.failure = error;
  return {
    code: 'INTERNAL',
    detail: {
      zh: '责任在平台，请稍后再试。',
      en: 'The platform is at fault. Try again later.',
    },
  };
}

const year = 365 * 86_400_000;

async function visit(koa: RouterContext): Promise<{ ctx: Context; reader: Reader }> {
  const ctx = koa.state.context as Context;
  koa.state.route = `page ${koa.path.split('/')[1] ?? ''}`;
  const query = new URLSearchParams(koa.querystring);
  const keep = (name: string, value: string | null) => {
    if (value !== null && /^(zh|en|0|1)$/.test(value))
      koa.cookies.set(name, value, { httpOnly: true, sameSite: 'lax', maxAge: year });
  };
  keep(languageCookie, query.get('lang'));
  keep(largeCookie, query.get('large'));
  const now = await ctx.clock.now(ctx.em);
  const cookie = (name: string) => koa.cookies.get(name);
  return { ctx, reader: readerOf({ path: koa.path, query, now, cookie }) };
}

/** What the address says; an empty choice is no choice. */
const given = (reader: Reader): Record<string, string> =>
  Object.fromEntries([...reader.query].filter(([, value]) => value !== ''));

const projectQuery = (reader: Reader) => listProjects.query.parse(given(reader));

function requireId(id: string): string {
  if (!/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id))
    throw new RuleError('NOT_FOUND', { zh: '没有这个项目。', en: 'There is no such project.' });
  return id;
}

async function receipt(source: PublicSource, ctx: Context, reader: Reader, given: string | null) {
  const reference = given?.trim().toUpperCase() ?? '';
  const manifestSha256 = (reader.query.get('manifestSha256') ?? '')
    .replace(/\s/g, '')
    .toLowerCase();
  if (reference === '') return receiptPage(reader, null, null);
  const asked = { reference, manifestSha256 };
  if (!/^[0-9a-f]{64}$/.test(manifestSha256))
    return receiptPage(
      reader,
      asked,
      manifestSha256 === '' ? null : { known: false, receivedAt: null },
    );
  return receiptPage(reader, asked, await source.checkReceipt(ctx, reference, manifestSha256));
}

const web = join(import.meta.dirname, '..', '..', 'web');
const files: Readonly<Record<string, string>> = {
  'tokens.css': 'styles/tokens.css',
  'components.css': 'styles/components.css',
  'portal.css': 'styles/portal.css',
  'icons.svg': 'icons.svg',
  'favicon.svg': 'public/favicon.svg',
};

async function serveFile(koa: RouterContext): Promise<void> {
  const found = files[koa.params.file ?? ''];
  if (!found)
    throw new RuleError('NOT_FOUND', { zh: '没有这个文件。', en: 'There is no such file.' });
  koa.type = extname(found);
  koa.set('Cache-Control', 'public, max-age=3600');
  koa.body = await readFile(join(web, found));
}

import pg from 'pg';
import type { Question } from './ask.ts';
import type { Size } from './market.ts';

const states = ['new', 'held', 'confirmed', 'dismissed', 'case'];

/** What a supervisor opens in a working day. */
export async function deskQuestions(url: string): Promise<Question[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: clues } = await client.query<{
    id: string;
    number: string;
    text: string;
    project: string;
    score: number;
  }>(
    `select c.id, c.number, c.project, c.score, t.id as text from clue c join text_match t on t.lot = c.lot
     order by md5(c.id::text) limit 500`,
  );
  const { rows: cases } = await client.query<{ id: string; number: string }>(
    `select id, number from sanction_case order by md5(id::text) limit 500`,
  );
  await client.end();
  const clue = (n: number) => clues[n % clues.length] as (typeof clues)[number];
  const held = (n: number) => cases[n % cases.length] as (typeof cases)[number];
  return [
    { name: 'the least: readiness, select 1', path: () => '/readyz' },
    { name: 'clues, first page', path: () => '/api/clues' },
    { name: 'clues of a state', path: n => `/api/clues?state=${states[n % states.length]}` },
    { name: 'clues, deep page', path: n => `/api/clues?after=${clue(n).score}_${clue(n).id}` },
    { name: 'clues by number', path: n => `/api/clues?text=${clue(n).number.slice(3)}` },
    { name: 'a clue', path: n => `/api/clues/${clue(n).id}?purpose=supervision` },
    {
      name: 'its texts side by side',
      path: n => `/api/clues/${clue(n).id}/texts/${clue(n).text}?purpose=supervision`,
    },
    { name: 'indicators', path: () => '/api/clues/indicators' },
    {
      name: 'what another threshold raises',
      path: n => `/api/clues/threshold?threshold=0.${50 + (n % 50)}`,
    },
    { name: 'graph of who bids with whom', path: () => '/api/clues/relations?purpose=supervision' },
    { name: 'works', path: () => '/api/clues/jobs' },
    { name: 'wall of lots under way', path: () => '/api/supervision/wall' },
    {
      name: 'record of a project',
      path: n => `/api/supervision/projects/${clue(n).project}/timeline`,
    },
    { name: 'cases', path: () => '/api/sanction-cases' },
    { name: 'cases, deep page', path: n => `/api/sanction-cases?after=${held(n).number}` },
    { name: 'cases still open', path: () => '/api/sanction-cases?open=1' },
    { name: 'a case', path: n => `/api/sanction-cases/${held(n).id}` },
    { name: 'entries of credit', path: () => '/api/credit-entries' },
    { name: 'objections to credit', path: () => '/api/credit-objections' },
    { name: 'what is kept how long', path: () => '/api/retention' },
  ];
}

/** What anybody opens: the operations, and the pages made of them. */
export async function publicQuestions(url: string, { lots, firms }: Size): Promise<Question[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: listed } = await client.query<{ number: string }>(
    'select number from sanction order by md5(id::text) limit 500',
  );
  const { rows: projects } = await client.query<{ id: string }>(
    `select project_id as id from lot where state = 'contracted' order by md5(id::text) limit 500`,
  );
  await client.end();
  const some = (n: number) => (n * 7919) % lots;
  const listing = (n: number) => listed[n % listed.length]?.number;
  const project = (n: number) => projects[n % projects.length]?.id;
  const firm = (n: number) => `C${String((n * 7919) % firms).padStart(17, '0')}`;
  const stages = ['bidding', 'evaluating', 'awarded', 'failed'];
  return [
    { name: 'projects by deadline', path: () => '/api/projects' },
    { name: 'projects, newest', path: () => '/api/projects?sort=newest' },
    { name: 'projects by amount', path: () => '/api/projects?sort=amount' },
    { name: 'projects of a stage', path: n => `/api/projects?stage=${stages[n % stages.length]}` },
    {
      name: 'projects of a city and industry',
      path: () => `/api/projects?city=${encodeURIComponent('云江')}&industry=water`,
    },
    {
      name: 'projects by name',
      path: n => `/api/projects?text=${encodeURIComponent(`第${some(n)}号`)}`,
    },
    { name: 'sanctions', path: () => '/api/sanctions' },
    { name: 'sanctions, deep page', path: n => `/api/sanctions?after=${listing(n)}` },
    {
      name: 'sanctions by name',
      path: n => `/api/sanctions?text=${encodeURIComponent(`第${some(n)}有`)}`,
    },
    { name: 'a sanction, ended or not', path: n => `/api/sanctions/${listing(n)}` },
    { name: 'credit records', path: () => '/api/credits' },
    { name: 'credit records, deep page', path: n => `/api/credits?after=${firm(n)}` },
    {
      name: 'credit records by name',
      path: n => `/api/credits?text=${encodeURIComponent(`第${some(n) % firms}有`)}`,
    },
    { name: 'a credit record', path: n => `/api/credits/${firm(n)}` },
    { name: 'page of projects', path: () => '/' },
    { name: 'page of a project', path: n => `/projects/${project(n)}` },
    { name: 'page of results', path: () => '/results' },
    { name: 'page of sanctions', path: () => '/sanctions' },
    { name: 'page of a sanction', path: n => `/sanctions/${listing(n)}` },
    { name: 'page of credit records', path: () => '/credits' },
    { name: 'page of a credit record', path: n => `/credits/${firm(n)}` },
  ];
}

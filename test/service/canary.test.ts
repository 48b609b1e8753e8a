import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMyBids } from '../../contracts/bidding.ts';
import { makeClient } from '../../contracts/client.ts';
import { readHall } from '../../contracts/opening.ts';
import { readSession, signInAsDemo } from '../../contracts/registry.ts';
import { issueTicket, socketPath } from '../../contracts/rooms.ts';
import { readProject } from '../../contracts/tender/published.ts';
import { signInAll, untilHall } from '../../src/demo/play/open.ts';
import { type Service, startService } from '../support/service.ts';
import {
  type Desk,
  playersOf,
  publishSmall,
  releaseOne,
  removeSmall,
  type SmallTrade,
  sealSmall,
  submitOne,
} from '../support/small-trade.ts';
import {
  disguises,
  dumpDatabase,
  filesBelow,
  type Known,
  look,
  type Sight,
  type Viewer,
  walkApi,
  walkPages,
} from '../support/walk-api.ts';

/** Values that occur nowhere else: who finds one before its time has found a leak. */
const prices = ['217654321.98', '219876543.21', '216789123.45'];
const contents = (i: number) =>
  `绝密施工组织设计-${['7f3a91c2', 'b80d44e6', '53c19f07'][i]}-仅供开启`;
const managers = ['司徒鹭洲', '东郭听澜', '令狐望舒'];

interface Rival {
  readonly desk: Desk;
  /** Names and ids by which this bidder could be known. */
  readonly marks: readonly string[];
}

let service: Service;
let small: SmallTrade;
let rivals: Rival[];
let viewers: Viewer[];
let known: Known;
let baseline: Sight[];
const frames = new Map<string, string[]>();
const sockets: WebSocket[] = [];

beforeAll(async () => {
  service = await startService({ LOG_LEVEL: 'debug' });
  const published = await publishSmall(service.url);
  small = await sealSmall(published, 3, i => ({
    form: {
      ...{ price: prices[i] ?? '', periodDays: 500, manager: managers[i] ?? '' },
      ...{ managerCertificate: `鹭${i}号-9c41`, quality: '合格', bond: null },
    },
    contents: {
      qualification: contents(i).repeat(20),
      technical: contents(i).repeat(40),
      price: `${prices[i]} ${contents(i)}`.repeat(20),
    },
  }));
  rivals = await Promise.all(small.desks.map(rivalOf));
  viewers = [{ name: 'public', token: null }, ...(await Promise.all(lookers().map(enter)))];
  known = await whatIsKnown();
  // The same moment of the trade with and without bids: whatever differs, differs because of them.
  await small.stage.advance(new Date(small.trade.deadline.getTime() - 20 * 60_000));
  for (const viewer of viewers) await join(viewer, `opening:${small.trade.lot}`);
  baseline = await walkApi(service.url, onlookers(), known);
}, 180_000);
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await service.remove();
  if (small) await removeSmall(small);
}, 60_000);

async function rivalOf(desk: Desk): Promise<Rival> {
  const { session } = await desk.player.client.call(readSession);
  const { organisation, organisationName, person, name } = session ?? {};
  const marks = [organisation, organisationName, person, name].filter(mark => mark != null);
  return { desk, marks };
}

/** Accounts that look: each role once, both kinds of bidder. */
function lookers() {
  const { stage, desks } = small;
  const roles = [
    ...(['tenderer', 'agency', 'supervisor', 'operator', 'expert'] as const),
    ...(['system-admin', 'security-admin', 'audit-admin', 'finance'] as const),
  ];
  const taking = desks.map(desk => desk.player.account);
  const other = stage.accounts('bidder').find(account => !taking.includes(account));
  return [...roles.map(role => stage.accounts(role)[0]), ...taking, other].flatMap(a => a ?? []);
}

async function enter(account: { login: string; person: string }): Promise<Viewer> {
  const client = makeClient({ origin: service.url });
  const { token } = await client.call(signInAsDemo, { body: { person: account.person } });
  return { name: account.login, token };
}

const isOf = (viewer: string, { desk }: Rival) => desk.player.account.login === viewer;
/** Everybody who has no bid here. */
const onlookers = () => viewers.filter(({ name }) => !rivals.some(rival => isOf(name, rival)));

async function whatIsKnown(): Promise<Known> {
  const { project, lot } = small.trade;
  const { documents } = await small.stage.open.call(readProject, { params: { project } });
  return {
    ...{ project: [project], lot: [lot], method: ['open-tender'], year: ['2026'] },
    ...{
      document: documents.map(({ id }) => id),
      stage: ['technical'],
      number: ['1'],
      rank: ['1'],
    },
    ...{ envelope: ['technical'], path: ['technical.pdf'], from: ['1'], to: ['8'] },
    person: rivals.map(({ marks }) => marks[2] ?? ''),
  };
}

/** A socket of the room as `viewer`, every frame kept. Who may not join is refused a ticket. */
async function join({ name, token }: Viewer, room: string): Promise<void> {
  const client = makeClient({ origin: service.url, token: () => token });
  const ticket = await client.call(issueTicket, { body: { room } }).catch(() => null);
  if (!ticket) return;
  const address = `${service.url.replace(/^http/, 'ws')}${socketPath}?ticket=${ticket.ticket}`;
  const kept = frames.get(name) ?? [];
  frames.set(name, kept);
  const socket = new WebSocket(address);
  sockets.push(socket);
  socket.onmessage = event => kept.push(String(event.data));
  await new Promise<void>((done, fail) => {
    socket.onopen = () => done();
    socket.onerror = () => fail(new Error(`${name} could not join`));
  });
  socket.send(JSON.stringify({ type: 'join' }));
}

/** All that leaves the service at this moment: replies, pages, tiles, frames. */
async function everything(): Promise<Sight[]> {
  const visitor = { name: 'visitor', token: null };
  const tiles = ['/log/checkpoint', ...(await tilePaths())];
  return [
    ...(await walkApi(service.url, viewers, known)),
    ...(await walkPages(service.url)),
    ...(await Promise.all(tiles.map(path => look(service.url, visitor, 'log', path)))),
    ...[...frames].map(([viewer, kept]) => sightOf(viewer, 'frames', kept.join('\n'))),
  ];
}

async function tilePaths(): Promise<string[]> {
  const note = await (await fetch(`${service.url}/log/checkpoint`)).text();
  const size = Number(note.split('\n')[1]);
  const full = Math.floor(size / 256);
  const paths = Array.from({ length: full }, (_, i) => String(i).padStart(3, '0'));
  const edge = size % 256 === 0 ? [] : [`${String(full).padStart(3, '0')}.p/${size % 256}`];
  return ['0', 'entries'].flatMap(level =>
    [...paths, ...edge].map(path => `/log/tile/${level}/${path}`),
  );
}

const plain = (text: string) => text.replaceAll(/[,_ ]/g, '');
const priceMarks = prices.flatMap(price => [price, price.replace('.', ''), price.slice(0, 9)]);
const contentMarks = [0, 1, 2].flatMap(i => disguises(contents(i).slice(0, 17)));
const managerMarks = managers.flatMap(disguises);
/** What no one may read before the reveal, however it is written. */
const sealedMarks = [...priceMarks, ...contentMarks, ...managerMarks];

function leaks(sights: readonly Sight[], marks: readonly string[]): string[] {
  return sights.flatMap(({ viewer, operation, path, text }) => {
    const flat = plain(text);
    return marks
      .filter(mark => flat.includes(mark))
      .map(mark => `${viewer} ${operation} ${path}: ${mark}`);
  });
}

/** Registers say who is registered, bidding or not; everybody may know oneself. */
const registers: ReadonlySet<string> = new Set([
  ...['listOrganisations', 'listPersons', 'listDemoAccounts', 'fetchDemoKey'],
  ...['readSession', 'listCertificates', 'listCertificatesOf', 'listColleagues', 'listExperts'],
  ...['listCredits', 'readCredit'],
]);
const ofRegister = ({ operation, path }: Sight): boolean =>
  registers.has(operation) || (operation === 'page' && /^\/(api\/)?credits(\/|\?|$)/.test(path));

/** Sights in which a bidder can be recognised by somebody else. */
function namings(sights: readonly Sight[]): string[] {
  return rivals.flatMap(rival => {
    const others = sights.filter(s => !ofRegister(s) && !isOf(s.viewer, rival));
    return leaks(others, rival.marks);
  });
}

/** What the service itself wrote down about its work. */
const logLines = (): Sight => sightOf('operations', 'log lines', service.output());

const sightOf = (viewer: string, path: string, text: string): Sight => ({
  ...{ viewer, operation: 'written', path, status: 200, body: text, text },
});

async function atRest(): Promise<Sight[]> {
  const files = await filesBelow(service.dataDir);
  return [
    sightOf('thief', 'database', await dumpDatabase(service.databaseUrl)),
    ...files.map(({ path, bytes }) => sightOf('thief', path, bytes.toString('utf8'))),
  ];
}

/** A reply without what changes by itself: the time, the head of the padded log, and looks, which are on record. */
function settled({ body, status, operation }: Sight): string {
  const moving = ['now', 'expiresAt', 'trace', 'checkpoint', ...(moments[operation] ?? [])];
  try {
    const said = JSON.parse(body, (key, value) => {
      if (moving.includes(key)) return undefined;
      return Array.isArray(value) ? value.filter(row => !isLook(row)) : value;
    });
    return `${status} ${JSON.stringify(said)}`;
  } catch {
    return `${status} ${body}`;
  }
}

/** Operations that say as of when they answer. */
const moments: Readonly<Record<string, readonly string[]>> = { readMyCredit: ['at'] };

const isLook = (row: { type?: string } | null) => /^supervision\.|-read$/.test(row?.type ?? '');

test('a canary is found however it is written', () => {
  const hidden = Buffer.from(`前缀 ${contents(1)}`);
  for (const text of [hidden.toString('utf8'), hidden.toString('hex'), hidden.toString('base64')])
    expect(leaks([sightOf('x', 'y', `"${text}"`)], contentMarks)).not.toEqual([]);
  for (const text of ['219,876,543.21', '21987654321', '219876543'])
    expect(leaks([sightOf('x', 'y', text)], priceMarks)).not.toEqual([]);
});

test('the walk sees what there is to see, and nothing fails inside', () => {
  const failed = baseline.filter(s => s.status >= 500).map(s => `${s.operation} ${s.text}`);
  expect(failed).toEqual([]);
  const seen = new Set(baseline.filter(s => s.status === 200).map(s => s.operation));
  for (const operation of [
    'readProject',
    'readHall',
    'readWall',
    'readTimeline',
    'downloadDocument',
  ])
    expect(seen).toContain(operation);
});

test('until the close nobody else learns a price, a word, a name, a bid or a count, in any reply, page, frame, tile or log line', async () => {
  for (const desk of small.desks) await submitOne(desk);
  const [again] = small.desks;
  if (again) await submitOne(again);
  await small.stage.advance(new Date(small.trade.deadline.getTime() - 10 * 60_000));
  await signInAll(playersOf(small), small.trade.lot);
  const bids = await Promise.all(small.desks.map(bidOf));
  known = {
    ...known,
    bid: bids.map(b => b.bid),
    reference: bids.map(b => b.reference),
    ...{
      event: bids.map(b => b.event.id),
      manifestSha256: bids.map(b => b.manifestSha256),
    },
  };
  const sights = [...(await everything()), logLines()];
  expect(leaks(sights, sealedMarks)).toEqual([]);
  expect(namings(sights)).toEqual([]);
  for (const rival of rivals)
    expect(
      leaks(
        sights.filter(s => isOf(s.viewer, rival)),
        rival.marks,
      ),
    ).not.toEqual([]);
  for (const [i, rival] of rivals.entries()) {
    const { bid = '', manifestSha256 = '' } = bids[i] ?? {};
    const others = sights.filter(s => !isOf(s.viewer, rival));
    const answered = others.filter(s => !s.path.includes(bid) && !s.path.includes(manifestSha256));
    expect(leaks(answered, [bid, manifestSha256])).toEqual([]);
    expect(others.filter(s => s.path.includes(`/bids/${bid}`) && s.status < 400)).toEqual([]);
  }
}, 90_000);

async function bidOf({ player }: Desk) {
  const { lot } = small.trade;
  const { receipts } = await player.client.call(readMyBids, { params: { lot } });
  const [receipt] = receipts;
  if (!receipt) throw new Error('no receipt');
  return receipt;
}

test('until the close every reply to those who do not bid is what it was before anyone did', async () => {
  const { bid: _, reference: __, event: ___, manifestSha256: ____, ...asBefore } = known;
  const now = await walkApi(service.url, onlookers(), asBefore);
  const changed = now.flatMap((sight, i) => {
    const before = baseline[i];
    const same = before?.path === sight.path && settled(before) === settled(sight);
    return same
      ? []
      : [`${sight.viewer} ${sight.operation}\n${before && settled(before)}\n${settled(sight)}`];
  });
  expect(changed).toEqual([]);
  const seats = [...frames]
    .filter(([viewer]) => onlookers().some(({ name }) => name === viewer))
    .flatMap(([, kept]) => kept.filter(frame => frame.includes('"role":"bidder"')));
  expect(seats).toEqual([]);
}, 60_000);

test('before the reveal neither the database nor any file holds a price or a word of a bid', async () => {
  expect(leaks(await atRest(), sealedMarks)).toEqual([]);
});

test('between close and reveal names are public and prices are not, even of those released', async () => {
  const { stage, trade, tenderer, desks } = small;
  await stage.advance(trade.deadline);
  const hall = await untilHall(tenderer, trade.lot, h => h.stage === 'releasing');
  expect(hall.bids.map(b => b.bidder).sort()).toEqual(rivals.map(r => r.marks[1]).sort());
  for (const desk of desks.slice(0, 2)) await releaseOne(small, desk);
  expect(leaks([...(await everything()), logLines(), ...(await atRest())], sealedMarks)).toEqual(
    [],
  );
}, 90_000);

test('at the reveal all prices appear together, to those at the opening; the other envelopes stay shut', async () => {
  const { trade, tenderer, desks } = small;
  const [, , last] = desks;
  if (last) await releaseOne(small, last);
  await untilHall(tenderer, trade.lot, h => h.stage === 'reading');
  await pause(500);
  const [expert] = small.stage.accounts('expert');
  for (const viewer of viewers) {
    const client = makeClient({ origin: service.url, token: () => viewer.token });
    const seen = await client.call(readHall, { params: { lot: trade.lot } }).catch(() => null);
    const shown = seen?.hall.bids.map(b => b.opened?.price).sort() ?? null;
    const allowed = !['public', expert?.login, 'sysadmin', 'secadmin', 'auditadmin'].includes(
      viewer.name,
    );
    if (!allowed || shown === null) expect([viewer.name, shown]).toEqual([viewer.name, null]);
    else expect(shown).toEqual([...prices].sort());
  }
  const revealing = (frames.get(small.tenderer.account.login) ?? []).filter(f =>
    f.includes(prices[0] ?? ''),
  );
  expect(revealing.length).toBeGreaterThan(0);
  for (const price of prices) expect(revealing[0]).toContain(price);
  const sights = [...(await everything()), logLines(), ...(await atRest())];
  expect(leaks(sights, priceMarks)).not.toEqual([]);
  expect(leaks(sights, contentMarks)).toEqual([]);
  expect(leaks([logLines()], [...priceMarks, ...managerMarks])).toEqual([]);
}, 90_000);

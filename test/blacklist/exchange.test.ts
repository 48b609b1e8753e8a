import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMyProfile } from '../../contracts/organisation-profile.ts';
import { registerOrganisation } from '../../contracts/registry.ts';
import {
  addPeer,
  decideImport,
  type Import,
  listImports,
  listPeers,
  type Peer,
  pullPeer,
  readFeed,
  readPins,
} from '../../contracts/sanction-exchange.ts';
import { listSanctions, readSanction } from '../../contracts/sanctions.ts';
import { openStage, type Player } from '../../src/demo/play/player.ts';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { logKey } from '../../src/platform/ledger/key.ts';
import { readCheckpoint, signCheckpoint } from '../../src/transparency/checkpoint.ts';
import { type Service, startService } from '../support/service.ts';
import { hostilePeer } from './hostile-peer.ts';
import { appeal, type Cast, castOf, hasCode, listFirm, settle } from './play.ts';

let here: Service;
let there: Service;
let home: Cast;
let away: Cast;
let peer: Peer;
beforeAll(async () => {
  [here, there] = await Promise.all([startService(), startService()]);
  home = await castOf(await openStage(here.url));
  away = await castOf(await openStage(there.url));
});
afterAll(async () => {
  await here?.remove();
  await there?.remove();
});

const pinned = async (url: string, policy: 'confirm' | 'automatic' = 'confirm') => {
  const { sealSha256, logKey: key } = await away.stage.open.call(readPins);
  return { name: '望川市', url, sealSha256, logKey: key, policy };
};
const pull = (id: string) => home.officer.client.call(pullPeer, { params: { peer: id } });
const logged = async (count: number) =>
  expect
    .poll(async () => (await away.stage.open.call(readFeed)).entries.length, { timeout: 10_000 })
    .toBe(count);
const imports = async () => (await home.officer.client.call(listImports)).rows;
async function answer(who: Player, row: Import, outcome: 'confirm' | 'refuse') {
  const decision = {
    ...{ format: 'kaibiao-sanction-import/1' as const, import: row.id, number: row.number },
    ...{ textSha256: row.textSha256, outcome, reason: '核对无误，予以共享' },
  };
  const signature = await who.sign(canonicalText(decision));
  return who.client.call(decideImport, {
    params: { import: row.id },
    body: { decision, signature },
  });
}
const inEffect = async () => (await home.stage.open.call(listSanctions)).rows.map(r => r.number);
let number: string;

describe('two cities', () => {
  test('a peer is https, or in a demo on the same machine; and known once', async () => {
    const body = await pinned(there.url);
    for (const url of ['http://10.0.0.1:8080', 'ftp://127.0.0.1', 'https://u:p@a.example'])
      await expect(home.officer.client.call(addPeer, { body: { ...body, url } })).rejects.toSatisfy(
        hasCode('MALFORMED', 'peer-url'),
      );
    peer = await home.officer.client.call(addPeer, { body });
    await expect(home.officer.client.call(addPeer, { body })).rejects.toSatisfy(
      hasCode('CONFLICT'),
    );
    await expect(home.firm.client.call(listPeers)).rejects.toSatisfy(hasCode('FORBIDDEN'));
  });

  test('a listing there waits here for a person, and bars nobody before', async () => {
    number = await listFirm(away);
    await logged(1);
    expect(await pull(peer.id)).toMatchObject({ cursor: 1, state: 'active', pending: 1 });
    const [row] = await imports();
    expect(row).toMatchObject({ number, state: 'pending', peer: '望川市' });
    expect(await inEffect()).toEqual([]);
  });

  test('confirmed by a signed decision, it is in effect here too, with its proof from there', async () => {
    const [row] = await imports();
    if (!row) throw new Error('nothing waits');
    await expect(
      answer(home.officer, { ...row, textSha256: 'ab'.repeat(32) }, 'confirm'),
    ).rejects.toSatisfy(hasCode('MALFORMED'));
    expect(await answer(home.decider, row, 'confirm')).toMatchObject({ state: 'confirmed' });
    await expect(answer(home.decider, row, 'refuse')).rejects.toSatisfy(hasCode('ALREADY_LOCKED'));
    expect(await inEffect()).toEqual([number]);
    const detail = await home.stage.open.call(readSanction, { params: { number } });
    expect(detail).toMatchObject({ imported: true, state: 'in-effect' });
    expect(detail.proof?.event).toContain(number);
    const { code } = await away.firm.client.call(readMyProfile);
    const operator = await home.stage.first('operator');
    await expect(
      operator.client.call(registerOrganisation, {
        body: { name: '同一家公司', code, city: '云江市', kinds: ['bidder'] },
      }),
    ).rejects.toSatisfy(hasCode('SANCTIONED'));
    await expect(appeal(home.firm, number, 'objection')).rejects.toSatisfy(hasCode('WRONG_STATE'));
  });

  test('what ends it there ends it here by itself, on record', async () => {
    await settle(away.other, await appeal(away.firm, number, 'objection'), 'granted');
    await logged(2);
    expect(await pull(peer.id)).toMatchObject({ cursor: 2 });
    expect(await inEffect()).toEqual([]);
    const detail = await home.stage.open.call(readSanction, { params: { number } });
    expect(detail.state).toBe('revoked');
    expect(detail.history.map(h => h.kind)).toEqual(['listed', 'revoked']);
  });

  test('an entry is taken once, however often the feed is read; a refused one bars nobody', async () => {
    expect(await pull(peer.id)).toMatchObject({ cursor: 2, pending: 0 });
    const second = await listFirm(away);
    await logged(3);
    await pull(peer.id);
    const row = (await imports()).find(i => i.number === second);
    if (!row) throw new Error('nothing waits');
    expect(await answer(home.officer, row, 'refuse')).toMatchObject({ state: 'refused' });
    expect(await inEffect()).toEqual([]);
  });
});

describe('a peer that lies', () => {
  type Change = Parameters<Awaited<ReturnType<typeof hostilePeer>>['tell']>[0];
  const first = (change: (entry: Record<string, unknown>) => object): Change => {
    return page => ({ ...page, entries: page.entries.map((e, i) => (i ? e : change(e))) });
  };
  const big = 'x'.repeat(10 * 1024 ** 2);
  test.each<[string, string, 'alarm' | 'active', Change]>([
    [
      'a changed text',
      'tampered',
      'alarm',
      first(e => ({ ...e, event: String(e.event).replace('云江', '望川') })),
    ],
    [
      'the signature of another entry',
      'tampered',
      'alarm',
      page => ({
        ...page,
        entries: page.entries.map(e => ({ ...e, signature: page.entries.at(-1)?.signature })),
      }),
    ],
    ['another blind', 'tampered', 'alarm', first(e => ({ ...e, blind: '00'.repeat(32) }))],
    ['an entry twice', 'replay', 'alarm', p => ({ ...p, entries: [p.entries[0], ...p.entries] })],
    ['no signature', 'tampered', 'alarm', first(e => ({ ...e, signature: 'MAA=' }))],
    ['another shape', 'malformed', 'active', page => ({ ...page, surplus: true })],
    ['an entry of 10 MB', 'too-large', 'active', first(e => ({ ...e, event: big }))],
    ['an answer that breaks off', 'unreachable', 'active', () => 'cut'],
    ['a redirect', 'unreachable', 'active', () => 'redirect'],
  ])('%s: %s, and nothing is taken', async (_, fault, state, change) => {
    const hostile = await hostilePeer(there.url);
    try {
      hostile.tell(change);
      const body = await pinned(hostile.url, 'automatic');
      const added = await home.officer.client.call(addPeer, { body });
      const pulled = await pull(added.id);
      expect(pulled).toMatchObject({ cursor: 0, state });
      expect(pulled.fault).toMatch(new RegExp(`^${fault}`));
      expect(await inEffect()).toEqual([]);
    } finally {
      await hostile.close();
    }
  });

  test('a seal that is not the pinned one', async () => {
    const body = { ...(await pinned(`${there.url}`)), sealSha256: 'cd'.repeat(32) };
    const hostile = await hostilePeer(there.url);
    const added = await home.officer.client.call(addPeer, {
      body: { ...body, url: hostile.url },
    });
    expect(await pull(added.id)).toMatchObject({ state: 'alarm', cursor: 0 });
    expect((await pull(added.id)).fault).toMatch(/^forged/);
    await hostile.close();
  });

  test('a log that forks, or grows shorter, is an alarm by its name; honest again, a person lets it go on', async () => {
    const hostile = await hostilePeer(there.url);
    const body = await pinned(hostile.url);
    // What has been imported before belongs to the other peer: this one has nothing to tell yet.
    hostile.tell(page => ({ ...page, entries: [] }));
    const added = await home.officer.client.call(addPeer, { body });
    const { logSize } = await pull(added.id);
    expect(logSize).toBeGreaterThan(0);
    const key = await logKey(there.dataDir, 'kaibiao.log');
    const rooted = (size: (n: number) => number): Change => {
      return page => {
        const { origin, size: n, root } = readCheckpoint(page.checkpoint);
        const other = Uint8Array.from(root, byte => byte ^ 1);
        return {
          ...page,
          entries: [],
          checkpoint: signCheckpoint({ origin, size: size(n), root: other }, [key]),
        };
      };
    };
    hostile.tell(rooted(n => n));
    expect((await pull(added.id)).fault).toMatch(/^fork/);
    hostile.tell(rooted(n => n - 8));
    expect(await pull(added.id)).toMatchObject({ state: 'alarm', logSize });
    expect((await pull(added.id)).fault).toMatch(/^rollback/);
    hostile.tell(page => ({ ...page, entries: [] }));
    expect(await pull(added.id)).toMatchObject({ state: 'active', fault: null });
    await hostile.close();
  });
});

test('entries are proved to anyone: text, blind and proof against the published key', async () => {
  const page = await away.stage.open.call(readFeed);
  expect(page.entries.map(e => e.cursor)).toEqual([1, 2, 3]);
  for (const { signature, event } of page.entries) {
    expect(fromBase64(signature).length).toBeGreaterThan(500);
    expect(canonicalText(JSON.parse(event))).toBe(event);
  }
});

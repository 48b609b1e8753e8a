import { type Client, makeClient } from '../../../contracts/client.ts';
import {
  advanceDemoClock,
  askChallenge,
  type DemoAccount,
  fetchDemoKey,
  listDemoAccounts,
  readTime,
  signInByCertificate,
} from '../../../contracts/registry.ts';
import type { Role } from '../../../contracts/route.ts';
import { base64, fromBase64, utf8 } from '../../kernel/bytes.ts';
import { signCades } from '../../pki/cades.ts';
import { readChallenge } from '../../pki/challenge.ts';
import { openP12 } from '../../pki/pkcs12/open.ts';
import type { OpenedP12 } from '../../pki/pkcs12/opened.ts';

/** Somebody who takes part in a trade, over the public HTTP API only. */
export interface Player {
  readonly account: DemoAccount;
  readonly client: Client;
  readonly keys: OpenedP12;
  /** The certificate file as it came, and its passphrase: what the command line is given. */
  readonly p12: Uint8Array;
  readonly passphrase: string;
  /** CAdES-BES over `text`, content attached, base64. */
  sign(text: string): Promise<string>;
}

/** The stage: everybody of the demo city at one server, signed in when first needed. */
export interface Stage {
  readonly origin: string;
  readonly open: Client;
  readonly everybody: readonly DemoAccount[];
  accounts(role: Role): DemoAccount[];
  enter(account: DemoAccount): Promise<Player>;
  first(role: Role): Promise<Player>;
  now(): Promise<Date>;
  /** Puts the demo clock forward to `toward`, or leaves it when it is there already. */
  advance(toward: Date): Promise<Date>;
}

export async function openStage(origin: string): Promise<Stage> {
  const open = makeClient({ origin });
  const { rows } = await open.call(listDemoAccounts);
  const entered = new Map<string, Promise<Player>>();
  const enter = (account: DemoAccount) => {
    const known = entered.get(account.person) ?? signIn(origin, open, account);
    entered.set(account.person, known);
    return known;
  };
  const accounts = (role: Role) => rows.filter(row => row.roles.includes(role));
  return {
    origin,
    open,
    everybody: rows,
    accounts,
    enter,
    first(role) {
      const [account] = accounts(role);
      if (!account) throw new Error(`the demo city has no ${role}`);
      return enter(account);
    },
    now: async () => new Date((await open.call(readTime)).now),
    advance: async toward =>
      new Date((await open.call(advanceDemoClock, { body: { toward: toward.toISOString() } })).now),
  };
}

/** Signs in by certificate, as the holder would: challenge, CAdES signature, session. */
async function signIn(origin: string, open: Client, account: DemoAccount): Promise<Player> {
  const held = await open.call(fetchDemoKey, { params: { person: account.person } });
  const p12 = fromBase64(held.p12);
  const keys = await openP12(p12, held.passphrase);
  const { signing, chain } = keys;
  if (!signing) throw new Error(`${account.name} has no signing key`);
  const sign = async (text: string) =>
    base64(
      await signCades(utf8(text), [{ ...signing, chain }], {
        detached: false,
        signingTime: new Date(),
      }),
    );
  const { challenge } = await open.call(askChallenge);
  // Whether it has expired is the server's to judge: sessions live by real time, whatever the demo clock says.
  readChallenge(challenge, origin, new Date(0));
  const session = await open.call(signInByCertificate, {
    body: { challenge, signature: await sign(challenge) },
  });
  const client = makeClient({ origin, token: () => session.token });
  return { account, client, keys, p12, passphrase: held.passphrase, sign };
}

import { readFile } from 'node:fs/promises';
import { stderr, stdin } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type Client, makeClient } from '../../contracts/client.ts';
import { askChallenge, signInByCertificate } from '../../contracts/registry.ts';
import { base64 } from '../kernel/bytes.ts';
import { signCades } from '../pki/cades.ts';
import { readChallenge } from '../pki/challenge.ts';
import { openP12 } from '../pki/pkcs12/open.ts';
import type { KeyAndCertificate, OpenedP12 } from '../pki/pkcs12/opened.ts';
import { Misuse } from './command.ts';

/** Opens the certificate file at `path`; the passphrase comes from KAIBIAO_PASSPHRASE or is asked for unseen. */
export async function openKeyFile(path: string): Promise<OpenedP12> {
  const file = await readFile(path).catch(() => {
    throw new Misuse(`没有找到证书文件：${path}\nNo such certificate file.`);
  });
  return openP12(
    file,
    process.env.KAIBIAO_PASSPHRASE ??
      (await askUnseen('证书口令 passphrase: ', 'KAIBIAO_PASSPHRASE')),
  );
}

/** The signing key of an opened file; said plainly when it has none. */
export function signingKey(keys: OpenedP12): KeyAndCertificate {
  if (!keys.signing)
    throw new Misuse('这个证书文件里没有签名证书。\nNo signing certificate in this file.');
  return keys.signing;
}

/** Signs `content` as CAdES-BES with the content attached, base64. */
export async function signText(keys: OpenedP12, content: Uint8Array): Promise<string> {
  const signer = { ...signingKey(keys), chain: keys.chain };
  return base64(await signCades(content, [signer], { detached: false, signingTime: new Date() }));
}

/** A client that is signed in at `server` by the challenge. */
export async function signIn(server: string, keys: OpenedP12): Promise<Client> {
  const origin = new URL(server).origin;
  const { challenge } = await makeClient({ origin }).call(askChallenge);
  // Whether it has expired is the server's to judge: this machine's clock may be wrong.
  readChallenge(challenge, origin, new Date(0));
  const signature = await signText(keys, new TextEncoder().encode(challenge));
  const session = await makeClient({ origin }).call(signInByCertificate, {
    body: { challenge, signature },
  });
  return makeClient({ origin, token: () => session.token });
}

/** Asks at the terminal without showing what is typed; without a terminal it must come from `variable`. */
export async function askUnseen(question: string, variable: string): Promise<string> {
  if (!stdin.isTTY) throw new Misuse(`请用环境变量 ${variable} 给出口令。\nSet ${variable}.`);
  stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: silent, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    stderr.write('\n');
  }
}

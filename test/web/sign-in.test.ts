import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClient } from '../../contracts/client.ts';
import { fetchDemoKey, listDemoAccounts } from '../../contracts/registry.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
beforeAll(async () => {
  visit = await openVisit();
}, 300_000);
afterAll(() => visit.end());

/** A demo account's certificate file, as its holder would have it on a disk. */
async function keyFileOf(role: string) {
  const client = makeClient({ origin: visit.service.url });
  const { rows } = await client.call(listDemoAccounts);
  const account = rows.find(row => row.roles.includes(role as never));
  if (!account) throw new Error(`nobody is ${role}`);
  const key = await client.call(fetchDemoKey, { params: { person: account.person } });
  return {
    name: account.name,
    passphrase: key.passphrase,
    file: {
      name: 'my.p12',
      mimeType: 'application/x-pkcs12',
      buffer: Buffer.from(key.p12, 'base64'),
    },
  };
}

describe('signing in', () => {
  test('by certificate: the file is opened here, the challenge signed, the session begins', async () => {
    const { name, file, passphrase } = await keyFileOf('tenderer');
    const { page, context, complaints } = await visit.arrive('/sign-in');
    await page.setInputFiles('input[type=file]', file);
    await page.getByLabel('口令').fill(passphrase);
    const sent: string[] = [];
    page.on('request', request => sent.push(request.postData() ?? ''));
    await page.getByRole('button', { name: '打开证书' }).click();
    await page.getByRole('button', { name: `用“${name}”登录` }).click();
    await page.getByRole('heading', { name: `${name}，您好` }).waitFor();
    expect(sent.join('\n')).not.toContain(passphrase);
    expect(sent.join('\n')).not.toContain(file.buffer.toString('base64').slice(200, 260));
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(complaints).toEqual([]);
  });

  test('a wrong passphrase says what happened, whose turn it is and what to do', async () => {
    const { file } = await keyFileOf('bidder');
    const { page } = await visit.arrive('/sign-in');
    await page.setInputFiles('input[type=file]', file);
    await page.getByLabel('口令').fill('not this one');
    await page.getByRole('button', { name: '打开证书' }).click();
    const alert = page.locator('.kb-alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(
      /证书没有通过检查[\s\S]*轮到[\s\S]*您[\s\S]*口令不对/,
    );
  });

  test('a page that needs sign-in comes back after it, and no other site does', async () => {
    const { page } = await visit.arrive('/tenderer/projects');
    await page.waitForURL(/sign-in\?to=/);
    await page
      .getByRole('button', { name: /云江市城市建设发展中心/ })
      .first()
      .click();
    await page.getByRole('heading', { name: '我的项目' }).waitFor();
    const { page: other } = await visit.arrive('/sign-in?to=//evil.example/');
    await other
      .getByRole('button', { name: /云江市城市建设发展中心/ })
      .first()
      .click();
    await other.getByRole('heading', { name: /您好/ }).waitFor();
    expect(new URL(other.url()).origin).toBe(visit.service.url);
  });

  test('a role sees its own navigation, and a page of another role is refused in words', async () => {
    const { page } = await visit.arriveAs((await keyFileOf('bidder')).name);
    await page.goto(`${visit.service.url}/app/tenderer/new`);
    await page.getByRole('heading', { name: '您的身份看不到这一页' }).waitFor();
    expect(await page.getByRole('link', { name: '发布项目' }).count()).toBe(0);
  });

  test('signing out ends it: the next page asks to sign in', async () => {
    const { page } = await visit.arriveAs((await keyFileOf('supervisor')).name);
    await page.getByRole('button', { name: '退出' }).first().click();
    await page.waitForURL(/sign-in/);
    await page.goto(`${visit.service.url}/app/`);
    await page.waitForURL(/sign-in/);
  });
});

describe('reading', () => {
  test('large text and language are kept per person, over a reload', async () => {
    const { name } = await keyFileOf('tenderer');
    const { page } = await visit.arriveAs(name);
    await page.getByRole('button', { name: '大字版' }).first().click();
    await page.getByRole('button', { name: 'English' }).first().click();
    await page.reload();
    await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
    const root = page.locator('html');
    expect(await root.getAttribute('class')).toContain('kb-large');
    expect(await root.getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
    expect(await root.getAttribute('class')).not.toContain('kb-large');
  });

  test.each([1440, 390])('the sign-in page has no barrier at %i px', async width => {
    const { page } = await visit.arrive('/sign-in', width);
    await page.getByRole('heading', { name: '演示账号' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await look(page, `sign-in-${width}`);
  });

  test('an address that is no page says so, and the skip link leads to the main part', async () => {
    const { page } = await visit.arrive('/nowhere');
    await page.getByRole('heading', { name: '没有这一页' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

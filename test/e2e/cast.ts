import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { DemoAccount } from '../../contracts/registry.ts';
import type { Role } from '../../contracts/route.ts';
import { openStage, type Player, type Stage } from '../../src/demo/play/player.ts';
import type { Person } from '../support/browser.ts';
import { barriers } from '../web/axe.ts';
import { look, openVisit, type Visit } from '../web/visit.ts';

/** Everybody of one trade: those at a screen of their own, and those who use the public interfaces. */
export interface Cast {
  readonly visit: Visit;
  readonly stage: Stage;
  readonly url: string;
  /** Where the bidders' machines keep their files. */
  readonly folder: string;
  account(role: Role, nth?: number): DemoAccount;
  player(role: Role, nth?: number): Promise<Player>;
  /** Somebody in front of a page below /app, not signed in. */
  arrive(path: string): Promise<Person>;
  /** Signed in by one click on the sign-in page. */
  arriveAs(account: DemoAccount): Promise<Person>;
  /** What any page of the trade complained about, with whose page it was. */
  complaints(): string[];
  /** Keeps every screen as it is now, when a step has failed. */
  keepScreens(): Promise<void>;
  end(): Promise<void>;
}

export async function gather(): Promise<Cast> {
  const visit = await openVisit();
  const { url, dataDir } = visit.service;
  const stage = await openStage(url);
  const seated: { who: string; person: Person }[] = [];
  const seat = (who: string, person: Person) => {
    person.page.setDefaultTimeout(45_000);
    seated.push({ who, person });
    return person;
  };
  const account = (role: Role, nth = 0) => {
    const found = stage.accounts(role)[nth];
    if (!found) throw new Error(`the demo city has no ${role} ${nth}`);
    return found;
  };
  return {
    ...{ visit, stage, url, account },
    folder: await mkdtemp(join(dataDir, 'machines-')),
    player: (role, nth) => stage.enter(account(role, nth)),
    arrive: async path => seat(path, await visit.arrive(path)),
    async arriveAs(who) {
      const person = seat(who.name, await visit.arrive('/sign-in'));
      await person.page.getByLabel('按姓名、单位筛选').fill(who.name);
      await person.page.getByRole('button', { name: new RegExp(`^${who.name}`) }).click();
      await person.page.getByRole('heading', { name: `${who.name}，您好` }).waitFor();
      return person;
    },
    complaints: () =>
      seated.flatMap(({ who, person }) => person.complaints.map(line => `${who}: ${line}`)),
    async keepScreens() {
      for (const [i, { person }] of seated.entries())
        await look(person.page, `trade-failed-${i}`).catch(() => undefined);
    },
    end: () => visit.end(),
  };
}

/** Keeps the screen for people to look at; gives what hinders people with impairments on it (WCAG 2.2 AA). */
export async function hindrances(page: Page, name: string): Promise<string[]> {
  await look(page, `trade-${name}`);
  return barriers(page);
}

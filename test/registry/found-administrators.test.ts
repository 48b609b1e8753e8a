import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../../src/registry/entities.ts';
import { foundAdministrators } from '../../src/registry/found-administrators.ts';
import { requireCompatibleRoles } from '../../src/registry/rules.ts';
import { openRegister, type Register } from './register.ts';

let register: Register;
beforeAll(async () => {
  register = await openRegister();
});
afterAll(() => register.close());

test('an empty register gets three administrators once, even from two nodes at once', async () => {
  const files = ['a', 'b'].map(name => join(register.city.folder, name));
  const done = await Promise.all(
    files.map(file => foundAdministrators(register.city.context(), file)),
  );
  expect(done.filter(Boolean)).toHaveLength(1);
  const people = await register.city.orm.em.fork().find(Person, {});
  expect(people.map(p => p.roles).sort()).toEqual([
    ['audit-admin'],
    ['security-admin'],
    ['system-admin'],
  ]);
  for (const { roles } of people) expect(() => requireCompatibleRoles(roles)).not.toThrow();

  const file = files[done.indexOf(true)] ?? '';
  expect(statSync(file).mode & 0o077).toBe(0);
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [login = '', password = ''] = line.split(' ');
    expect(await register.token(login, password)).toHaveLength(43);
  }
  expect(await foundAdministrators(register.city.context(), file)).toBe(false);
});

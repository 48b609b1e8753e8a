import { expect, test } from 'vitest';
import { OpeningForm } from '../../../contracts/opening.ts';
import {
  draftBytes,
  emptyForm,
  faultsOf,
  formOf,
  readDraft,
} from '../../../web/sealing/opening-form.ts';

const full = {
  price: '219886000.00',
  periodDays: '520',
  manager: ' 陆景和 ',
  managerCertificate: '京1112021000321',
  quality: '合格',
  bond: '2000000.00',
};

test('a form without faults is one that can be read out', () => {
  expect(faultsOf(full, true)).toEqual([]);
  expect(OpeningForm.parse(formOf(full, true))).toMatchObject({
    price: '219886000.00',
    periodDays: 520,
    manager: '陆景和',
    bond: '2000000.00',
  });
});

test('an empty form names every field that must be filled in', () => {
  expect(faultsOf(emptyForm(), true)).toEqual([
    'price',
    'periodDays',
    'manager',
    'quality',
    'bond',
  ]);
});

test('a lot without a bond has none in the form', () => {
  expect(faultsOf({ ...full, bond: '' }, false)).toEqual([]);
  expect(formOf(full, false).bond).toBeNull();
});

test.each([
  { field: 'price', value: '0.00' },
  { field: 'price', value: '2198860.0' },
  { field: 'price', value: '-5.00' },
  { field: 'periodDays', value: '0' },
  { field: 'periodDays', value: '12.5' },
  { field: 'periodDays', value: '99999' },
  { field: 'manager', value: '  ' },
  { field: 'quality', value: '合'.repeat(61) },
])('$field “$value” is refused before sealing', ({ field, value }) => {
  expect(faultsOf({ ...full, [field]: value }, true)).toEqual([field]);
});

test('a kept draft comes back; fields of another version are filled with nothing', () => {
  expect(readDraft(draftBytes(full))).toEqual(full);
  expect(readDraft(new TextEncoder().encode('{"price":"1.00"}'))).toEqual({
    ...emptyForm(),
    price: '1.00',
  });
});

import { type OpeningForm, openingFormName } from '../../contracts/opening.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { parseYuan } from '../../src/kernel/money.ts';
import { canonicalBytes } from '../../src/sealing/canonical.ts';
import {
  type Fingerprint,
  fingerprintBytes,
  fingerprintName,
} from '../../src/sealing/fingerprint.ts';

/** The opening form as it stands on the screen: text, until it is sealed. */
export interface FormDraft {
  price: string;
  periodDays: string;
  manager: string;
  managerCertificate: string;
  quality: string;
  bond: string;
}

export const emptyForm = (): FormDraft => ({
  ...{ price: '', periodDays: '', manager: '', managerCertificate: '', quality: '', bond: '' },
});

const yuan = /^\d{1,15}\.\d{2}$/;
const days = /^[1-9]\d{0,4}$/;

/** The fields that cannot be read out as they are; an empty list means that the form can be sealed. */
export function faultsOf(form: FormDraft, bondAsked: boolean): (keyof FormDraft)[] {
  const faults: (keyof FormDraft)[] = [];
  if (!yuan.test(form.price) || parseYuan(form.price) === 0n) faults.push('price');
  if (!days.test(form.periodDays) || Number(form.periodDays) > 36_500) faults.push('periodDays');
  if (form.manager.trim() === '' || form.manager.trim().length > 40) faults.push('manager');
  if (form.managerCertificate.trim().length > 60) faults.push('managerCertificate');
  if (form.quality.trim() === '' || form.quality.trim().length > 60) faults.push('quality');
  if (bondAsked && !yuan.test(form.bond)) faults.push('bond');
  return faults;
}

export function formOf(form: FormDraft, bondAsked: boolean): OpeningForm {
  return {
    price: form.price,
    periodDays: Number(form.periodDays),
    manager: form.manager.trim(),
    managerCertificate: form.managerCertificate.trim(),
    quality: form.quality.trim(),
    bond: bondAsked ? form.bond : null,
  };
}

/** The two files that the page itself puts into the opening envelope. */
export function openingFiles(form: OpeningForm, fingerprint: Fingerprint): File[] {
  return [
    new File([canonicalBytes(form)], openingFormName),
    new File([fingerprintBytes(fingerprint)], fingerprintName),
  ];
}

/** The draft as kept, and back; a draft of another shape is dropped. */
export const draftBytes = (form: FormDraft) => utf8(JSON.stringify(form));
export function readDraft(bytes: Uint8Array): FormDraft {
  const read = JSON.parse(new TextDecoder().decode(bytes)) as Partial<FormDraft>;
  return { ...emptyForm(), ...read };
}

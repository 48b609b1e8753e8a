/** One form for values that are written in several; null for those that identify nothing. */

const mark = /^[0-9a-f]{64}$/;
const fold = (value: string): string => value.normalize('NFKC').trim().toLowerCase();

/** Serial numbers: letters and digits only; a run of one character is a placeholder. */
export function serial(value: string): string | null {
  const bare = fold(value).replace(/[^a-z0-9]/g, '');
  const placeholder = /^(.)\1*$|^(none|null|default(string)?|tobefilledbyoem|unknown|123456\d*)$/;
  return bare.length < 4 || placeholder.test(bare) ? null : bare;
}

/** Cards that virtual machines and containers make up are the same everywhere; a group address is no card. */
const virtual = /^(000569|000c29|005056|00155d|080027|525400|0242|001c42|00163e)/;

export function card(value: string): string | null {
  // The sealing program declares a hash of it: what is virtual has been left out there, or shows by being common.
  if (mark.test(value)) return value;
  const bare = fold(value).replace(/[^0-9a-f]/g, '');
  if (!/^[0-9a-f]{12}$/.test(bare) || virtual.test(bare)) return null;
  const isGroup = Number.parseInt(bare.slice(0, 2), 16) & 1;
  return isGroup || /^(.)\1*$/.test(bare) ? null : bare;
}

/** Public addresses only: thousands of offices are 192.168.1.5 (RFC 1918, 6598, 3927, 4193, 4291). */
const unroutable =
  /^(0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1?$|f[cd]|fe[89ab])/;

export function address(value: string): string | null {
  const plain = fold(value).replace(/^::ffff:(?=\d+\.)/, '');
  return plain === '' || unroutable.test(plain) ? null : plain;
}

/** A telephone number without blanks and the country's prefix, or a mail address; a public hotline is no one's. */
export function contact(value: string): string | null {
  const plain = fold(value);
  if (plain.includes('@')) return plain;
  const digits = plain.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
  return digits.length < 7 || /^(95|400|800|12\d{3}$)/.test(digits) ? null : digits;
}

/** Names that systems and programs give to everybody. */
const everybody =
  /^(administrator|admin|user|users|owner|root|guest|pc|lenovo|dell|hp|asus|huawei|thinkpad|windows.*|microsoft.*|微软用户|微软中国|用户|未定义|匿名|雨林木风|深度技术|番茄花园|系统之家|wps.*|openpyxl|python-docx|pdf-lib|un-named|unknown|author|作者|desktop-?)$/;

export function author(value: string): string | null {
  const plain = fold(value).replace(/\s+/g, '');
  return plain.length < 2 || everybody.test(plain) ? null : plain;
}

export const account = (value: string): string | null => {
  const digits = fold(value).replace(/[^0-9a-z]/g, '');
  return digits.length < 8 ? null : digits;
};

/** A person by the number of the identity document, or by the register's mark; a bare name has namesakes. */
export const person = (value: string): string | null => {
  const plain = fold(value).replace(/\s+/g, '');
  return /\d{6}/.test(plain) || mark.test(plain) ? plain : null;
};

/** Who owns: an organisation by its credit code, a person by the register's mark. */
export const owner = (value: string): string | null => {
  const plain = fold(value).replace(/\s+/g, '');
  return /^[0-9a-z]{18}$/.test(plain) || mark.test(plain) ? plain : null;
};

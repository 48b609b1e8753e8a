/** Reads machine-written XML of Office files and bills without a parser: no entities of its own, no inclusion, linear. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function character(digits: string, radix: number): string {
  const code = Number.parseInt(digits, radix);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

export const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (hex) return character(hex, 16);
    return decimal ? character(decimal, 10) : (named[name] ?? whole);
  });

/** Text of the first element of this name, whatever its prefix; null where there is none or it is empty. */
export function elementText(xml: string, name: string): string | null {
  const found = new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml);
  const text = found?.[1] && decode(found[1]).trim();
  return text || null;
}

/** Values of an attribute on every element of this name. */
export const attributeValues = (xml: string, element: string, attribute: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:[\\w-]+:)?${element}\\s[^>]*?${attribute}="([^"]*)"`, 'g'))].map(
    found => decode(found[1] ?? ''),
  );

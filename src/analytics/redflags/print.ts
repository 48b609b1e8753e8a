import type { Findings } from './findings.ts';

/** Values are decimals: 1 is printed 1.0, as Cardinal prints it. */
const decimal = (value: number): string =>
  Number.isInteger(value) ? value.toFixed(1) : String(value);
const object = (entries: Iterable<readonly [string, string]>): string =>
  `{${[...entries].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;

/** The findings as one line of JSON in Cardinal's form; `meta` adds the quartiles and fences used, to four decimals. */
export function printFindings(findings: Findings, { meta = false } = {}): string {
  const groups = [...findings.results].map(([group, ids]): [string, string] => [
    group,
    object(
      [...ids].map(([id, values]): [string, string] => [
        id,
        object([...values].map(([code, value]): [string, string] => [code, decimal(value)])),
      ]),
    ),
  ]);
  if (meta) groups.push(['Meta', printFences(findings)]);
  return object(groups);
}

const printFences = ({ fences }: Findings): string =>
  object(
    [...fences].map(([code, facts]): [string, string] => [
      code,
      object(
        Object.entries(facts).map(([name, value]): [string, string] => [
          name,
          decimal(Number(value.toFixed(4))),
        ]),
      ),
    ]),
  );

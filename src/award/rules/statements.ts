/** What an objector signs: its words, bound to the lot they are about (RFC 8785, CAdES). */
export const objectionStatement = (lot: string, text: string) => ({
  format: 'kaibiao-objection/1',
  lot,
  text,
});

/** A rejection's reasons as the public reads them: who of the committee said so stays in the report (A44). */
export const publicReasons = (reasons: readonly string[]): string[] => [
  ...new Set(reasons.map(reason => reason.replace(/（\d+ 号成员）$/, ''))),
];

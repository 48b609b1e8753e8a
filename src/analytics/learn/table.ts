/** Numbers to learn from: one row per tender, NaN where a feature is not defined. Row-major. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** A row as JSON: what is not defined is null. */
export const storable = (row: readonly number[] = []): (number | null)[] =>
  row.map(value => (Number.isNaN(value) ? null : value));

/** What is known of the rows: rigged or not, by decided cases. */
export type Labels = readonly boolean[];

/** A learnt model as plain JSON, and the chance it gives a row (before calibration). */
export interface Learner<Model> {
  readonly name: string;
  readonly train: (table: Table, labels: Labels, seed: number) => Model;
  readonly predict: (model: Model, row: readonly number[]) => number;
}

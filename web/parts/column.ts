/** A column of KbTable. `text` is what the cell and the CSV say; `sort` makes the head a sort button. */
export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly sort?: (row: Row) => string | number | bigint;
  readonly right?: boolean;
}

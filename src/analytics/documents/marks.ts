/** What a file tells of the machine, the program and the person that made it. */
export interface Mark {
  readonly kind: MarkKind;
  readonly value: string;
}

export type MarkKind =
  | 'author'
  | 'last-modified-by'
  | 'manager'
  | 'company'
  | 'application'
  | 'template'
  | 'title'
  | 'created'
  | 'modified'
  | 'pdf-id'
  | 'document-id'
  | 'instance-id'
  | 'rsid-root'
  | 'rsid'
  | 'computer'
  | 'mac'
  | 'disk'
  | 'processor'
  | 'mainboard'
  | 'software-licence';

/** A mark where there is a value; blanks at the ends are no part of it. */
export const marked = (kind: MarkKind, value: string | null | undefined): Mark[] => {
  const text = value?.trim();
  return text ? [{ kind, value: text.slice(0, 400) }] : [];
};

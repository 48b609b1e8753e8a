import type { ProjectDraft } from '../../../../contracts/tender/project.ts';

/** What a person typed on top of a version that the server has: survives reload and crash. */
export interface Kept {
  readonly version: number;
  readonly draft: ProjectDraft;
}

const name = (project: string) => `kb.draft.${project}`;

export const keep = (project: string, what: Kept): void =>
  localStorage.setItem(name(project), JSON.stringify(what));

export const unkeep = (project: string): void => localStorage.removeItem(name(project));

/** What was kept on top of exactly `version`; an older base would undo others' work, so it is not used. */
export function kept(project: string, version: number): ProjectDraft | null {
  const text = localStorage.getItem(name(project));
  if (text === null) return null;
  const found = JSON.parse(text) as Kept;
  return found.version === version ? found.draft : null;
}

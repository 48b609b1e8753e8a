import { RuleError } from './rule-error.ts';

/** The lawful moves between states; what is absent is refused. */
export type Moves<S extends string> = Readonly<Record<S, readonly S[]>>;

/** Gives `to` when the table allows it from `from`; throws WRONG_STATE otherwise. */
export function move<S extends string>(table: Moves<S>, from: S, to: NoInfer<S>): S {
  if (!table[from].includes(to))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '现在的状态不允许这一步。请刷新页面，看最新的状态。',
        en: 'The present state does not allow this step. Reload the page to see the newest state.',
      },
      {
        from,
        to,
        allowed: table[from],
      },
    );
  return to;
}

/** States that nothing leaves. */
export function finalStates<S extends string>(table: Moves<S>): S[] {
  return (Object.keys(table) as S[]).filter(state => table[state].length === 0);
}

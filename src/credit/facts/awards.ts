import type { EntityManager } from '@mikro-orm/postgresql';
import type { VoidGround } from '../../../contracts/award-voiding.ts';
import { voidGrounds } from '../../award/rules/voiding.ts';
import type { Proved } from './proved.ts';

/** Contracts of winners, those that fell with their award too; and who won and then declined. */
export const fromAwards = async (em: EntityManager, ids: string[]): Promise<Proved[]> => [
  ...(await standing(em, ids)),
  ...(await fallen(em, ids)),
];

interface Signed {
  readonly lot: string;
  readonly organisation: string;
  readonly round: number;
  readonly at: Date | string;
}

/** A firm may have won hundreds of lots: of each only what the fact says is read. */
async function standing(em: EntityManager, ids: string[]): Promise<Proved[]> {
  const rows = await em.execute<Signed[]>(
    `select c.lot, c.organisation, a.round, k.recorded_at as at
     from award_candidate c join lot_contract k on k.lot = c.lot join award a on a.lot = c.lot
     where c.organisation in (?) and k.recorded_at is not null and a.award_text is not null
       and (a.award_text::jsonb #>> '{winner,bid}')::uuid = c.bid`,
    [ids],
  );
  const said = { kind: 'contract-signed', type: 'contract.recorded', fell: null } as const;
  return rows.map(({ lot, organisation, round, at }) => ({
    ...{ ...said, lot, organisation, round, at: new Date(at) },
  }));
}

interface Fallen extends Signed {
  readonly ground: VoidGround;
  /** When the contract that fell had been recorded, null without one. */
  readonly signed: Date | string | null;
}

/** A contract that fell had counted until then; declining counts from the decision, by the ground that keeps the bond. */
async function fallen(em: EntityManager, ids: string[]): Promise<Proved[]> {
  const rows = await em.execute<Fallen[]>(
    `select v.lot, c.organisation, v.number as round, v.at, v.ground,
       case when v.contract_text is not null then (select max(e.at) from event e
         where e.subject = v.lot::text and e.type = 'contract.recorded' and e.at <= v.at) end as signed
     from award_candidate c join award_voiding v on v.lot = c.lot and v.rank = c.rank
     where c.organisation in (?)`,
    [ids],
  );
  return rows.flatMap(({ lot, organisation, round, at, ground, signed }): Proved[] => {
    const of = { lot, organisation, round };
    const fell = new Date(at);
    const recorded = { ...of, kind: 'contract-signed', type: 'contract.recorded', fell } as const;
    const declined = { ...of, kind: 'award-declined', type: 'award.voided', fell: null } as const;
    return [
      ...(signed ? [{ ...recorded, at: new Date(signed) }] : []),
      ...(voidGrounds[ground].keepsBond ? [{ ...declined, at: fell }] : []),
    ];
  });
}

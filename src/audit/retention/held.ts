/** Lots of which nothing is erased: a hold, a clue that nobody has ended, or a bidder with a case, an appeal or a listing. */
const heldLots = `held_lot as (
  select target as lot from retention_hold where scope = 'lot' and lifted_at is null
  union select lot from clue where state in ('new', 'held', 'confirmed')
  union select b.lot from sealed_bid b join organisation o on o.id = b.organisation
    where exists (select 1 from sanction_case c
      where c.code = o.code and c.state not in ('dismissed', 'dropped', 'listed'))
    or exists (select 1 from sanction s left join sanction_appeal a on a.sanction = s.id and a.state = 'filed'
      where s.code = o.code and (a.id is not null or s.state in ('in-effect', 'suspended'))))`;

/** Cases of which nothing is erased: not ended, under appeal, in effect, or on hold. */
const heldCases = `held_case as (
  select target as id from retention_hold where scope = 'case' and lifted_at is null
  union select id from sanction_case where state not in ('dismissed', 'dropped', 'listed')
  union select s."case" from sanction s left join sanction_appeal a on a.sanction = s.id and a.state = 'filed'
    where s."case" is not null and (a.id is not null or s.state in ('in-effect', 'suspended')))`;

export const holds = `${heldLots}, ${heldCases}`;

/** Organisations with a case that has not ended, an appeal that waits, or a listing in effect. */
const heldParties = `held_party as (
  select o.id from organisation o where o.code in (
    select c.code from sanction_case c where c.state not in ('dismissed', 'dropped', 'listed')
    union select s.code from sanction s left join sanction_appeal a on a.sanction = s.id and a.state = 'filed'
      where a.id is not null or s.state in ('in-effect', 'suspended')))`;

/** Lots of which nothing is erased: a hold, a clue that nobody has ended, or a bidder with something open. */
const heldLots = `held_lot as (
  select target as lot from retention_hold where scope = 'lot' and lifted_at is null
  union select lot from clue where lot is not null and state in ('new', 'held', 'confirmed')
  union select lot from sealed_bid where organisation in (select id from held_party))`;

/** Cases of which nothing is erased: not ended, under appeal, in effect, or on hold. */
const heldCases = `held_case as (
  select target as id from retention_hold where scope = 'case' and lifted_at is null
  union select id from sanction_case where state not in ('dismissed', 'dropped', 'listed')
  union select s."case" from sanction s left join sanction_appeal a on a.sanction = s.id and a.state = 'filed'
    where s."case" is not null and (a.id is not null or s.state in ('in-effect', 'suspended')))`;

export const holds = `${heldParties}, ${heldLots}, ${heldCases}`;

-- Pairs of firms that met in three tenders or more, and how often chance would have had them meet; over bids as in
-- screens.sql. The join is by tender alone: an engine that keeps a tender on one machine moves only the counts.
with entered as (
  select distinct tender, bidder from bids
), firms as (
  select bidder, count(*) as times from entered group by bidder
), market as (
  select count(distinct tender) as tenders from entered
), met as (
  select x.bidder as a, y.bidder as b, count(*) as together
  from entered x join entered y on y.tender = x.tender and x.bidder < y.bidder
  group by x.bidder, y.bidder
  having count(*) >= 3
)
select met.a, met.b, met.together,
  cast(fa.times as double precision) * fb.times / market.tenders as expected
from met
join firms fa on fa.bidder = met.a
join firms fb on fb.bidder = met.b
cross join market
order by met.a, met.b

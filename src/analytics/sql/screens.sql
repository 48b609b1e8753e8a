-- The price screens of every tender, over bids (tender, number, bidder, day, price, won, ceiling). Plain SQL: the same
-- text runs on PostgreSQL, DuckDB and engines that spread it over machines. Formulas: src/analytics/price/.
with ordered as (
  select tender, price,
    row_number() over (partition by tender order by price) as place,
    count(*) over (partition by tender) as n,
    avg(price) over (partition by tender) as middle,
    stddev_samp(price) over (partition by tender) as deviation
  from bids
), shapes as (
  select tender,
    cast(max(n) as double precision) as n,
    max(middle) as middle,
    max(deviation) as deviation,
    min(price) as lowest,
    max(case when place = 2 then price end) as second,
    max(price) as highest,
    stddev_samp(case when place > 1 then price end) as losers,
    sum(power((price - middle) / nullif(deviation, 0), 3)) as cubes,
    sum(power((price - middle) / nullif(deviation, 0), 4)) as fourths
  from ordered
  group by tender
  having max(n) >= 3
)
select tender, n,
  deviation / middle as cv,
  (highest - lowest) / lowest as spread,
  (second - lowest) / lowest as diffp,
  (second - lowest) / nullif(losers, 0) as rd,
  (second - lowest) / nullif((highest - lowest) / (n - 1), 0) as rdnor,
  (second - lowest) / nullif((highest - second) / (n - 2), 0) as rdalt,
  n / ((n - 1) * (n - 2)) * cubes as skewness,
  case when n > 3 then
    n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourths - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))
  end as kurtosis
from shapes
order by tender

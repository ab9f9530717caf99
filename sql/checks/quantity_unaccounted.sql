-- severity: error
-- Numbers that are neither claimed nor unclaimed, or both: every number of a document ends as a claim (several may
-- share it) or stands aside once, with its reason.
with claimed as (
    select distinct quantity_id from core.claim
),
unclaimed as (
    select quantity_id, count(*) as reasons from core.unclaimed_quantity group by all
)
select
    quantity.quantity_id, quantity.surface,
    claimed.quantity_id is not null as is_claimed,
    coalesce(unclaimed.reasons, 0) as reasons
from staging.quantity as quantity
left join claimed on claimed.quantity_id = quantity.quantity_id
left join unclaimed on unclaimed.quantity_id = quantity.quantity_id
where is_claimed::integer + coalesce(unclaimed.reasons, 0) <> 1

-- severity: warn
-- Claims of an area for a day on which it did not exist; plans aside, which may outlive it. An area whose first day is
-- not exact counts as older than the sources.
select claim.claim_id, claim.area_id, claim.period_end, area.valid_from, area.valid_to
from core.claims() as claim
join ref.area as area on area.area_id = claim.area_id
where claim.scenario <> 'plan'
    and (claim.period_end < area.valid_from and area.valid_from_is_exact or claim.period_end >= area.valid_to)

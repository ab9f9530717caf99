-- severity: error
-- Claims beyond a limit of their indicator that are not marked unvalidated (V). Limits of rates bind everywhere, others
-- are meant for districts and communes; nothing is below zero.
select claim.claim_id, claim.area_id, claim.indicator_id, claim.value, claim.lower, claim.upper,
    indicator.hard_min, indicator.hard_max, claim.obs_status
from core.claim as claim
join ref.indicator as indicator on indicator.indicator_id = claim.indicator_id
join ref.area as area on area.area_id = claim.area_id
where claim.obs_status <> 'V'
    and (
        coalesce(claim.value, claim.upper) < 0
        or (area.level in ('district', 'commune') or indicator.kind = 'rate') and (
            coalesce(claim.value, claim.upper) < indicator.hard_min
            or coalesce(claim.value, claim.lower) > indicator.hard_max
        )
    )

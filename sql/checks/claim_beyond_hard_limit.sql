-- severity: error
-- Claims beyond a limit of their indicator at the level of their area that are not marked unvalidated (V).
select claim.claim_id, claim.area_id, claim.indicator_id, claim.value, claim.lower, claim.upper,
    indicator.hard_min, indicator.hard_max, claim.obs_status
from core.claims() as claim
join ref.indicator as indicator on indicator.indicator_id = claim.indicator_id
join ref.area as area on area.area_id = claim.area_id
where claim.obs_status <> 'V'
    and (
        coalesce(claim.value, claim.lower, claim.upper) < indicator.hard_min
        or coalesce(claim.value, claim.upper, claim.lower) > case area.level
            when 'country' then indicator.hard_max_country
            when 'province' then indicator.hard_max_province
            else indicator.hard_max
        end
    )

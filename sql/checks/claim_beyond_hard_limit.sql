-- severity: error
-- Claims beyond a limit of their indicator at the level of their area that are not marked unvalidated (V), nor confirmed or
-- chosen by a person, who has seen that the limit is too narrow.
select claim.claim_id, claim.area_id, claim.indicator_id, claim.value, claim.lower, claim.upper,
    indicator.hard_min, indicator.hard_max, claim.obs_status
from core.claims() as claim
join ref.indicator as indicator on indicator.indicator_id = claim.indicator_id
join ref.area as area on area.area_id = claim.area_id
left join ref.correction as correction on correction.correction_id = claim.correction_id
where claim.obs_status <> 'V'
    and coalesce(correction.action not in ('confirm', 'choose'), true)
    and (
        coalesce(claim.value, claim.lower, claim.upper) < indicator.hard_min
        or coalesce(claim.value, claim.upper, claim.lower) > case area.level
            when 'country' then indicator.hard_max_country
            when 'province' then indicator.hard_max_province
            else indicator.hard_max
        end
    )

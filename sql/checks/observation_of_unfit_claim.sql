-- severity: error
-- Yearly values chosen from a claim that is not a year's value: unvalidated, habitual, of several years, or derived
-- where a printed claim of the cell exists.
select observation.area_id, observation.indicator_id, observation.year, observation.scenario, claim.claim_id
from core.observation as observation
join core.claim as claim on claim.claim_id = observation.claim_id
where claim.obs_status = 'V'
    or claim.period_type in ('habitual', 'multi_year')
    or claim.is_derived and exists (
        select 1
        from core.claim as printed
        where not printed.is_derived
            and printed.obs_status <> 'V'
            and printed.period_type not in ('habitual', 'multi_year')
            and printed.area_id = observation.area_id
            and printed.indicator_id = observation.indicator_id
            and printed.year = observation.year
            and printed.scenario = observation.scenario
    )

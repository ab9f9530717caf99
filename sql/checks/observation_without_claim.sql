-- severity: error
-- Yearly values whose chosen claim does not exist, speaks of another cell or states another figure.
select observation.area_id, observation.indicator_id, observation.year, observation.scenario, observation.claim_id
from core.observation as observation
left join core.claims() as claim
    on claim.claim_id = observation.claim_id
    and claim.area_id = observation.area_id
    and claim.indicator_id = observation.indicator_id
    and claim.year = observation.year
    and claim.scenario = observation.scenario
    and claim.value is not distinct from observation.value
    and claim.lower is not distinct from observation.lower
    and claim.upper is not distinct from observation.upper
where claim.claim_id is null

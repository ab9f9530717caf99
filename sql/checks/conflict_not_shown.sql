-- severity: error
-- Yearly values in conflict of which mart.conflict shows no rival.
select observation.area_id, observation.indicator_id, observation.year, observation.scenario, observation.claim_id
from core.observation as observation
left join mart.conflict as conflict on conflict.chosen_claim_id = observation.claim_id
where observation.agreement = 'conflict' and conflict.chosen_claim_id is null

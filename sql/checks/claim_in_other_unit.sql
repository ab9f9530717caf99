-- severity: error
-- Claims whose unit is not their indicator's: their values cannot be compared.
select claim.claim_id, claim.indicator_id, claim.unit_id, indicator.unit_id as indicator_unit_id
from core.claims() as claim
join ref.indicator as indicator on indicator.indicator_id = claim.indicator_id
where claim.unit_id <> indicator.unit_id

-- severity: error
-- Claims that do not stand in mart.evidence exactly once.
select claim.claim_id, count(evidence.claim_id) as copies
from core.claim as claim
left join mart.evidence as evidence on evidence.claim_id = claim.claim_id
group by claim.claim_id
having count(evidence.claim_id) <> 1

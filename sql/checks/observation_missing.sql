-- severity: error
-- Cells of which a claim fit to be heard speaks, and which have no yearly value.
select claim.area_id, claim.indicator_id, claim.year, claim.scenario, count(*) as claims
from core.claims() as claim
left join core.observation as observation
    on observation.area_id = claim.area_id
    and observation.indicator_id = claim.indicator_id
    and observation.year = claim.year
    and observation.scenario = claim.scenario
join ref.area as area on area.area_id = claim.area_id
left join core.source_text as source on source.document_id = claim.document_id
where claim.obs_status <> 'V'
    and source.superseded_by is null
    and core.is_of_its_time(claim.scenario, claim.year, area.valid_from, area.valid_from_is_exact, area.valid_to)
    and claim.period_type not in ('habitual', 'multi_year')
    and observation.claim_id is null
group by all

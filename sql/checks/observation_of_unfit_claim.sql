-- severity: error
-- Yearly values chosen from a claim that is not a year's value: unvalidated, habitual, of several years, or derived
-- where a printed claim of the cell exists; or recognised from a scan where a text says anything of the cell. What a
-- newer version of a page no longer says does not count, and a person may choose any figure that is valid.
select observation.area_id, observation.indicator_id, observation.year, observation.scenario, claim.claim_id
from core.observation as observation
join core.claims() as claim on claim.claim_id = observation.claim_id
where claim.obs_status = 'V'
    or claim.period_type in ('habitual', 'multi_year')
    or not claim.is_selected and exists (
        select 1
        from core.claims() as fitter
        where (
                claim.is_recognised and not fitter.is_recognised
                or claim.is_derived and not fitter.is_derived and fitter.is_recognised = claim.is_recognised
            )
            and fitter.obs_status <> 'V'
            and fitter.period_type not in ('habitual', 'multi_year')
            and fitter.document_id not in (
                select source.document_id from core.source_text as source where source.superseded_by is not null
            )
            and fitter.area_id = observation.area_id
            and fitter.indicator_id = observation.indicator_id
            and fitter.year = observation.year
            and fitter.scenario = observation.scenario
    )

-- Claims beside the value of their cell: each with the chosen claim of the cell, and how it stands to it (`why`).
create or replace macro core.judged_claims() as table
    select
        claim.*, chosen.claim_id as chosen_claim_id,
        claim.claim_id is not distinct from chosen.claim_id as is_chosen,
        case
            when claim.obs_status = 'V' then 'unvalidated'
            when source.superseded_by is not null then 'superseded'
            when not core.is_of_its_time(
                claim.scenario, claim.year, area.valid_from, area.valid_from_is_exact, area.valid_to
            ) then 'area_not_valid'
            when claim.period_type in ('habitual', 'multi_year') then 'not_yearly'
            when claim.claim_id = chosen.claim_id then 'chosen'
            when claim.is_derived and not chosen.is_derived then 'derived'
            when core.covered_from(claim.period_start, claim.year) <> core.covered_from(chosen.period_start, chosen.year)
                or claim.period_end <> chosen.period_end then 'other_period'
            when claim.lower is not distinct from chosen.lower
                and claim.upper is not distinct from chosen.upper then 'repeats'
            when coalesce(claim.lower <= chosen.upper, true)
                and coalesce(claim.upper >= chosen.lower, true) then 'agrees'
            -- A number's id, and so a claim's, begins with that of its document.
            when left(claim.claim_id, 16) = left(chosen.claim_id, 16) and claim.bound = 'exact' and chosen.bound = 'exact'
                and abs(claim.value - chosen.value) <= core.grain(claim.value) / 2 then 'agrees'
            else 'contradicts'
        end as why
    from core.claims() as claim
    left join ref.area as area on area.area_id = claim.area_id
    left join core.source_text as source on source.document_id = claim.document_id
    left join core.observation as chosen
        on chosen.area_id = claim.area_id
        and chosen.indicator_id = claim.indicator_id
        and chosen.year = claim.year
        and chosen.scenario = claim.scenario

-- Yearly values as they are offered, one row per area, indicator, year and scenario: those of areas as they were, and
-- those of districts that ended, as the sum of the communes that followed them.
-- Where a district says something of such a cell itself, what covers more of the year stands, of a stock the later; of
-- equals its own. `is_preferred` leaves one row per area, indicator and year: the actual value, an estimate where none
-- is stated, never a plan. Only what few rows need is joined or sorted: there may be millions of them.
create or replace macro core.yearly() as table
    with rivals as (
        select
            own.area_id, own.indicator_id, own.year, own.scenario,
            if(
                indicator.kind = 'stock',
                own.period_end >= made.period_end,
                own.period_end - core.covered_from(own.period_start, own.year)
                    >= made.period_end - core.covered_from(made.period_start, made.year)
            ) as is_own
        from core.reconstruction as made
        join core.observation as own using (area_id, indicator_id, year, scenario)
        join ref.indicator as indicator on indicator.indicator_id = made.indicator_id
    ),
    offered as (
        select
            own.area_id, own.indicator_id, own.year, own.scenario, own.value, own.lower, own.upper,
            own.bound, own.unit_id, own.obs_status, own.period_type, own.period_start, own.period_end,
            own.claim_count, own.source_count, own.agreement, own.rule, own.claim_id, own.correction_id,
            own.is_derived, own.is_recognised, false as is_reconstructed, []::varchar[] as member_ids,
            [own.claim_id] as claim_ids
        from core.observation as own
        anti join (from rivals where not is_own) as displaced using (area_id, indicator_id, year, scenario)
        union all
        select
            made.area_id, made.indicator_id, made.year, made.scenario, made.value, made.lower, made.upper,
            made.bound, made.unit_id, made.obs_status, made.period_type, made.period_start, made.period_end,
            made.claim_count, made.source_count, made.agreement, made.rule, null as claim_id,
            null as correction_id, chosen.is_derived, chosen.is_recognised, true as is_reconstructed, made.member_ids,
            made.claim_ids
        from core.reconstruction as made
        join (
            select
                whole.area_id, whole.indicator_id, whole.year, whole.scenario,
                bool_or(member.is_derived) as is_derived, bool_or(member.is_recognised) as is_recognised
            from core.reconstruction as whole, unnest(whole.claim_ids) as said(claim_id)
            join core.observation as member on member.claim_id = said.claim_id
            group by all
        ) as chosen using (area_id, indicator_id, year, scenario)
        anti join (from rivals where is_own) as displaced using (area_id, indicator_id, year, scenario)
    ),
    stated as (
        select area_id, indicator_id, year from offered where scenario = 'actual'
    )
    select
        offered.*,
        offered.scenario = 'actual' or offered.scenario = 'estimate' and stated.area_id is null as is_preferred
    from offered
    left join stated
        on stated.area_id = offered.area_id
        and stated.indicator_id = offered.indicator_id
        and stated.year = offered.year
        and offered.scenario = 'estimate'

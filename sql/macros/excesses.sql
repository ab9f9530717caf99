-- Excesses: yearly values that are more than what holds them, with the claim of either side. A part above its whole, in the
-- same area, year, scenario and period (`above_whole`); a count or sum of a district or commune above its province's, where
-- that covers at least as much of the year (`above_province`). One of the two was misread or misprinted, or the sources
-- count differently.
create or replace macro core.excesses() as table
    select
        'above_whole' as reason, part.area_id, part.indicator_id, part.year, part.scenario, part.claim_id, part.value,
        part.lower, whole.area_id as whole_area_id, whole.indicator_id as whole_indicator_id,
        whole.claim_id as whole_claim_id, whole.value as whole_value, whole.upper as whole_upper
    from core.observation as part
    join ref.indicator as indicator on indicator.indicator_id = part.indicator_id
    join core.observation as whole
        on whole.indicator_id = indicator.part_of
        and whole.area_id = part.area_id
        and whole.year = part.year
        and whole.scenario = part.scenario
        and whole.period_start is not distinct from part.period_start
        and whole.period_end = part.period_end
    where part.lower > whole.upper
    union all
    select
        'above_province', part.area_id, part.indicator_id, part.year, part.scenario, part.claim_id, part.value,
        part.lower, whole.area_id, whole.indicator_id, whole.claim_id, whole.value, whole.upper
    from core.observation as part
    join ref.indicator as indicator on indicator.indicator_id = part.indicator_id
    join mart.area as area on area.area_id = part.area_id
    join core.observation as whole
        on whole.area_id = area.province_id
        and whole.indicator_id = part.indicator_id
        and whole.year = part.year
        and whole.scenario = part.scenario
    where area.level in ('district', 'commune')
        and indicator.kind in ('stock', 'flow')
        and part.lower > whole.upper
        and whole.period_end >= part.period_end
        and (whole.period_start is null or part.period_start is null or whole.period_start <= part.period_start)

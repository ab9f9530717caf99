-- Value of a district after it ended: one row per district, indicator, year and scenario of which every commune that it
-- became reports the same period; the sum of them all.
-- Only of districts that are an exact union of communes, and of indicators whose figures add up over places. Stocks are
-- of one date whatever their first day. In the year of the change the district's own months from January on come first,
-- where they end on the eve of the communes' and the indicator is summed over a year: together they are a longer part.
-- Ends of intervals are added as the values are; what one part leaves open, the sum leaves open. A sum that is open on
-- both sides says nothing, and is no row. An open end is at the value, as it is in a claim.
with members as (
    select area_id as district_id, changed_on, len(member_ids) as member_count, unnest(member_ids) as member_id
    from core.succession
    where is_exact_union
),
told as (
    select
        members.district_id, members.member_count, indicator.yearly_rule,
        observation.* replace (
            if(indicator.kind = 'stock', null, observation.period_start) as period_start,
            if(indicator.kind = 'stock', 'point', observation.period_type) as period_type
        )
    from members
    join core.observation as observation on observation.area_id = members.member_id
    join ref.indicator as indicator on indicator.indicator_id = observation.indicator_id
    where indicator.is_additive and observation.period_end >= members.changed_on
),
cells as (
    select
        district_id, indicator_id, year, scenario, any_value(yearly_rule) as yearly_rule,
        min(period_start) as period_start
    from told
    group by district_id, indicator_id, year, scenario
    having count(*) = any_value(member_count)
        and min(period_end) = max(period_end)
        and coalesce(min(period_start) = max(period_start), true)
        and count(period_start) in (0, count(*))
),
firsts as (
    select cells.district_id, own.*
    from cells
    join core.observation as own
        on own.area_id = cells.district_id and own.indicator_id = cells.indicator_id
        and own.year = cells.year and own.scenario = cells.scenario
    where cells.yearly_rule = 'sum'
        and own.period_start = make_date(own.year, 1, 1) and own.period_end + 1 = cells.period_start
),
parts as (
    select told.* exclude (member_count, yearly_rule)
    from told
    join cells using (district_id, indicator_id, year, scenario)
    union all by name
    from firsts
),
sums as (
    select
        district_id, indicator_id, year, scenario,
        -- Decimals, so that the order of the addition changes nothing.
        if(bool_or(value is null), null, sum(value::decimal(38, 9))::double) as middle,
        if(bool_or(lower is null), null, sum(lower::decimal(38, 9))::double) as lower,
        if(bool_or(upper is null), null, sum(upper::decimal(38, 9))::double) as upper,
        list(distinct bound) as bounds,
        any_value(unit_id) as unit_id,
        list(distinct obs_status) as statuses,
        list(distinct period_type) as period_types,
        list(distinct agreement) as agreements,
        min(period_start) as period_start,
        max(period_end) as period_end,
        bool_or(area_id = district_id) as is_joined,
        is_joined and max(period_end) = make_date(year, 12, 31) as is_whole_year,
        sum(claim_count)::bigint as claim_count,
        sum(source_count)::bigint as source_count,
        list(area_id order by area_id) as member_ids,
        list(claim_id order by area_id) as claim_ids,
        count(*) as member_count
    from parts
    group by district_id, indicator_id, year, scenario
)
select
    district_id as area_id, indicator_id, year, scenario,
    case
        when upper is null then lower
        when lower is null then upper
        else middle
    end as value,
    lower, upper,
    case
        when bounds = ['exact'] then 'exact'
        when lower is not null and upper is not null then if(middle is null, 'range', 'about')
        when lower is not null then if(list_contains(bounds, 'gt'), 'gt', 'ge')
        when list_has_all(['exact', 'lt_near'], bounds) then 'lt_near'
        when list_has_any(bounds, ['lt', 'lt_near']) then 'lt'
        else 'le'
    end as bound,
    unit_id,
    -- Parts of a year were provisional for want of the others.
    coalesce(
        list_filter(
            if(is_whole_year, ['F', 'E', 'B'], ['F', 'P', 'E', 'B']), lambda status: list_contains(statuses, status)
        )[1],
        'A'
    ) as obs_status,
    case
        when is_whole_year then 'year'
        when is_joined then 'ytd'
        else list_filter(
            ['year', 'half', 'quarter', 'month', 'ytd', 'point'], lambda type: list_contains(period_types, type)
        )[1]
    end as period_type,
    period_start, period_end,
    claim_count, source_count,
    list_filter(
        ['conflict', 'single', 'compatible', 'agree'], lambda word: list_contains(agreements, word)
    )[1] as agreement,
    'sum_of_members' as rule,
    member_ids, claim_ids, member_count
from sums
where lower is not null or upper is not null

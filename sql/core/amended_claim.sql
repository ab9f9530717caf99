-- Amended claim: one row per claim that a reviewed correction is about, as it stands after it.
-- A correction is about the claims of its document, cell and figure: all that state the figure, in headline and text.
with named as (
    select document_id, file_name as name from raw.document
    union
    select document_id, url from raw.document where url is not null
),
matched as (
    select claim.*, correction.* exclude (indicator_id, area_id, year, scenario)
    from ref.correction as correction
    join named on named.name = correction.document
    join core.claim as claim
        on claim.document_id = named.document_id
        and claim.indicator_id = correction.indicator_id
        and claim.area_id = correction.area_id
        and claim.year = correction.year
        and claim.scenario = correction.scenario
        and claim.value is not distinct from correction.expect_value
        and (
            correction.expect_value is not null
            or claim.lower is not distinct from correction.expect_lower
            and claim.upper is not distinct from correction.expect_upper
        )
    -- A file named by one correction and its address by another: the check correction_unmet tells of the second.
    qualify row_number() over (partition by claim.claim_id order by correction.correction_id) = 1
),
-- In the year that it is moved to; the last day of a February stays one.
dated as (
    select
        * replace (
            (period_start + to_years(coalesce(to_year, year) - year))::date as period_start,
            if(
                period_end = last_day(period_end),
                last_day((period_end + to_years(coalesce(to_year, year) - year))::date),
                (period_end + to_years(coalesce(to_year, year) - year))::date
            ) as period_end
        )
    from matched
),
moved as (
    select
        * replace (
            coalesce(to_area_id, area_id) as area_id,
            coalesce(to_period_type, period_type) as period_type,
            -- A year of which no day is given is a whole one.
            coalesce(
                to_period_start, if(to_period_type = 'year', make_date(year(period_end), 1, 1), period_start)
            ) as period_start,
            coalesce(
                to_period_end, if(to_period_type = 'year', make_date(year(period_end), 12, 31), period_end)
            ) as period_end,
            if(to_bound is null, value, to_value) as value,
            if(to_bound is null, lower, to_lower) as lower,
            if(to_bound is null, upper, to_upper) as upper,
            coalesce(to_bound, bound) as bound
        )
    from dated
)
select
    * exclude (
        action, document, expect_value, expect_lower, expect_upper, to_value, to_lower, to_upper, to_bound, to_area_id,
        to_year, to_period_type, to_period_start, to_period_end, reason, author, decided_on
    ) replace (
        year(period_end)::integer as year,
        if(period_type in ('point', 'habitual'), null, period_start) as period_start,
        case
            when action = 'reject' then 'V'
            when obs_status = 'B' then 'B'
            when scenario = 'plan' then 'F'
            when scenario = 'estimate' then 'E'
            when period_type in ('ytd', 'half', 'quarter', 'month')
                and (period_start > make_date(year(period_end), 1, 1) or period_end < make_date(year(period_end), 12, 31))
                then 'P'
            else 'A'
        end as obs_status,
        if(action = 'reject', 'rejected', null) as doubt,
        if(action = 'reject', reason, null) as doubt_detail
    ),
    format('{}: {} ({}, {})', action, reason, author, decided_on) as correction,
    action = 'choose' as is_selected
from moved

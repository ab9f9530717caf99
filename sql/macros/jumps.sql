-- Jumps: actual values far from those of the year before, over the same part of the year. Even the nearest ends of the two
-- intervals are that far apart: 8 times for a flow (more than a year after an epidemic gave), 4 times for a stock of some
-- size, 40 points for a rate. The limits are this project's judgement: they ask for a look, nothing is kept out.
create or replace macro core.jumps() as table
    with valued as (
        select
            observation.area_id, observation.indicator_id, observation.year, observation.claim_id, observation.value,
            observation.lower, observation.upper, indicator.kind,
            coalesce(observation.lower, observation.value, observation.upper) as low,
            coalesce(observation.upper, observation.value, observation.lower) as high,
            strftime(core.covered_from(observation.period_start, observation.year), '%m-%d') as first_day,
            -- By the day after, since the last one of February differs.
            strftime(observation.period_end + 1, '%m-%d') as day_after
        from core.observation as observation
        join ref.indicator as indicator using (indicator_id)
        where observation.scenario = 'actual' and indicator.kind in ('flow', 'stock', 'rate')
    ),
    -- A window, not a join with itself: DuckDB 2.0.0 hangs where a limit ends such a join of many rows early.
    followed as (
        select
            *, lag(year) over series as before_year, lag(claim_id) over series as before_claim_id,
            lag(value) over series as before_value, lag(lower) over series as before_lower,
            lag(upper) over series as before_upper, lag(low) over series as before_low,
            lag(high) over series as before_high, lag(first_day) over series as before_first_day,
            lag(day_after) over series as before_day_after
        from valued
        window series as (partition by area_id, indicator_id order by year)
    )
    select
        area_id, indicator_id, year, claim_id, value, lower, upper,
        before_claim_id, before_value, before_lower, before_upper
    from followed
    where before_year = year - 1
        and case kind
            when 'rate' then greatest(low - before_high, before_low - high) > 40
            when 'stock' then
                greatest(high, before_high) >= 20 and (low > 4 * before_high or before_low > 4 * high)
            else
                greatest(high, before_high) >= 20
                and (low > 8 * before_high or before_low > 8 * high)
                and first_day = before_first_day
                and day_after = before_day_after
        end

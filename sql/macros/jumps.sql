-- Jumps: actual values far from those of the year before, over the same part of the year. Even the nearest ends of the two
-- intervals are that far apart: 8 times for a flow (more than a year after an epidemic gave), 4 times for a stock of some
-- size, 40 points for a rate. The limits are this project's judgement: they ask for a look, nothing is kept out.
create or replace macro core.jumps() as table
    with valued as (
        select
            observation.*, indicator.kind,
            coalesce(observation.lower, observation.value, observation.upper) as low,
            coalesce(observation.upper, observation.value, observation.lower) as high
        from core.observation as observation
        join ref.indicator as indicator using (indicator_id)
        where observation.scenario = 'actual' and indicator.kind in ('flow', 'stock', 'rate')
    )
    select
        now.area_id, now.indicator_id, now.year, now.claim_id, now.value, now.lower, now.upper,
        before.claim_id as before_claim_id, before.value as before_value, before.lower as before_lower,
        before.upper as before_upper
    from valued as now
    join valued as before
        on before.area_id = now.area_id
        and before.indicator_id = now.indicator_id
        and before.year = now.year - 1
    where case now.kind
        when 'rate' then greatest(now.low - before.high, before.low - now.high) > 40
        when 'stock' then
            greatest(now.high, before.high) >= 20 and (now.low > 4 * before.high or before.low > 4 * now.high)
        else
            greatest(now.high, before.high) >= 20
            and (now.low > 8 * before.high or before.low > 8 * now.high)
            and strftime(core.covered_from(now.period_start, now.year), '%m-%d')
                = strftime(core.covered_from(before.period_start, before.year), '%m-%d')
            -- By the day after, since the last one of February differs.
            and strftime(now.period_end + 1, '%m-%d') = strftime(before.period_end + 1, '%m-%d')
    end

-- The yearly values as they were published on a day: mart.as_known_on('2025-03-01'), by the last release of that day or
-- before. It reads what releases changed, so that what stayed the same costs nothing.
create or replace macro mart.as_known_on(day) as table
    with latest as (
        select revision.area_id, revision.indicator_id, revision.year, revision.scenario,
            max(revision.release_no) as release_no
        from core.revision as revision
        where revision.release_no <= (
            select max(release.release_no)
            from core.release as release
            where release.built_at < day::date + interval 1 day
        )
        group by all
    )
    select
        known.area_id, area.area_name, area.level, area.province_name, known.indicator_id, known.year, known.scenario,
        known.value, known.lower, known.upper, known.bound, known.unit_id, known.obs_status, known.period_type,
        known.period_start, known.period_end, known.quote, known.claim_id, known.agreement, known.rule,
        known.release_no as known_since
    from core.revision as known
    join latest using (area_id, indicator_id, year, scenario, release_no)
    left join mart.area as area on area.area_id = known.area_id
    where known.change <> 'removed'

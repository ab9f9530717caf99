-- An indicator over the years: mart.series('Sóc Sơn', 'tourism_visits_total'), with the plan of each year beside it.
-- The area is a name or an id; of several areas that bear a name each has its own rows, told apart by name and level. A
-- district goes on after its end as the sum of the communes that followed it, where all report. Actual values, estimates
-- where there are none; `flag` says what a reader must know.
create or replace macro mart.series(area, indicator) as table
    select
        yearly.area_id, yearly.area_name, yearly.level, yearly.year, yearly.scenario, yearly.value, yearly.lower,
        yearly.upper, yearly.unit_id, yearly.flag, planned.value as plan_value, yearly.is_reconstructed,
        yearly.member_ids, yearly.quote, yearly.publisher, yearly.url
    from mart.indicator_yearly as yearly
    left join mart.indicator_yearly as planned
        on planned.area_id = yearly.area_id
        and planned.indicator_id = yearly.indicator_id
        and planned.year = yearly.year
        and planned.scenario = 'plan'
    where yearly.is_preferred
        and yearly.area_id in (select found.area_id from mart.areas(area) as found)
        and yearly.indicator_id = indicator
    order by yearly.area_id, yearly.year

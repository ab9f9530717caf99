-- Tourism of an area: one row per area and year, a column per indicator of the domain.
-- Areas of every level: see `level`. Actual values, an estimate where none is stated; a range has no value. `flags`
-- says so, column by column.
with shown as (
    select * from mart.indicator_yearly where domain = 'tourism' and is_preferred
),
described as (
    select
        area_id, area_name, level, province_name, year,
        count(distinct document_id) as documents,
        bool_or(is_restated) as is_restated,
        coalesce(
            map_from_entries(
                list({'key': indicator_id, 'value': flag} order by indicator_id) filter (flag is not null)
            ),
            map {}
        ) as flags
    from shown
    group by all
),
valued as (
    -- The source is spelt out: a pivot looks for its columns before any CTE exists.
    pivot (select * from mart.indicator_yearly where domain = 'tourism' and is_preferred)
    on indicator_id using any_value(value)
    group by area_id, year
)
select described.*, valued.* exclude (area_id, year)
from described
join valued using (area_id, year)

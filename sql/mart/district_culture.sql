-- Culture of an area: one row per area and year, a column per indicator of the domain.
-- Areas of every level: see `level`. Actual values, an estimate where none is stated; a range has no value. `flags`
-- says so, column by column. A district that ended goes on as the sum of its communes, whose documents it counts.
with valued as (
    -- The source is spelt out: a pivot looks for its columns before any CTE exists.
    pivot (select area_id, year, indicator_id, value from core.preferred('culture'))
    on indicator_id using any_value(value)
    group by area_id, year
)
select
    valued.area_id, area.area_name, area.level, area.province_name, valued.year,
    notes.documents, notes.is_restated, notes.flags,
    valued.* exclude (area_id, year)
from valued
join mart.area as area on area.area_id = valued.area_id
join core.wide_notes('culture') as notes on notes.area_id = valued.area_id and notes.year = valued.year

-- Tourism of an area: one row per area and year, a column per indicator of the domain.
-- Areas of every level: see `level`. Actual values, an estimate where none is stated; a range has no value. `flags`
-- says so, column by column. A district that ended goes on as the sum of its communes, whose documents it counts.
with behind as (
    select said.area_id, said.year, count(distinct document.document_id) as documents,
        bool_or(document.is_restated) as is_restated
    from (
        select yearly.area_id, yearly.year, unnest(yearly.claim_ids) as claim_id
        from core.preferred('tourism') as yearly
    ) as said
    -- A number's id, and so a claim's, begins with that of its document.
    join raw.document as document on left(document.document_id, 16) = left(said.claim_id, 16)
    group by all
),
flagged as (
    select yearly.area_id, yearly.year, map_from_entries(
        list({'key': yearly.indicator_id, 'value': yearly.flag} order by yearly.indicator_id)
    ) as flags
    from core.preferred('tourism') as yearly
    where yearly.flag is not null
    group by all
),
valued as (
    -- The source is spelt out: a pivot looks for its columns before any CTE exists.
    pivot (select area_id, year, indicator_id, value from core.preferred('tourism'))
    on indicator_id using any_value(value)
    group by area_id, year
)
select
    valued.area_id, area.area_name, area.level, area.province_name, valued.year,
    behind.documents, behind.is_restated, coalesce(flagged.flags, map {}) as flags,
    valued.* exclude (area_id, year)
from valued
join mart.area as area on area.area_id = valued.area_id
join behind on behind.area_id = valued.area_id and behind.year = valued.year
left join flagged on flagged.area_id = valued.area_id and flagged.year = valued.year

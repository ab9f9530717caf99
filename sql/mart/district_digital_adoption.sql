-- Digital adoption of an area: one row per area and year, a column per indicator of the domain and practice.
-- Indicators: actual values, an estimate where none is stated; a range has no value. Practices: the furthest stage that
-- a text of the year states, never a figure. `flags` says, column by column, what a reader must know. A district that
-- ended goes on as the sum of its communes, whose documents it counts; their practices stay their own.
with practised as (
    select
        area_id, year, practice_id,
        list(distinct stage order by list_position(['upgraded', 'in_use', 'piloted', 'planned'], stage)) as stages
    from core.adoption
    group by all
),
flagged as (
    select yearly.area_id, yearly.year, yearly.indicator_id as name, yearly.flag
    from core.preferred('digital') as yearly
    where yearly.flag is not null
    union all
    select area_id, year, practice_id, 'also ' || array_to_string(stages[2:], ', ') from practised where len(stages) > 1
),
behind as (
    from core.documents_behind('digital')
    union all
    select adoption.area_id, adoption.year, adoption.document_id, document.is_restated
    from core.adoption as adoption
    join raw.document as document on document.document_id = adoption.document_id
),
described as (
    select area_id, year, count(distinct document_id) as documents, bool_or(is_restated) as is_restated
    from behind
    group by all
),
noted as (
    select area_id, year, map_from_entries(list({'key': name, 'value': flag} order by name)) as flags
    from flagged
    group by all
),
valued as (
    -- The source is spelt out: a pivot looks for its columns before any CTE exists.
    pivot (select area_id, year, indicator_id, value from core.preferred('digital'))
    on indicator_id using any_value(value)
    group by area_id, year
),
staged as (
    pivot core.adoption
    on practice_id using arg_min(stage, list_position(['upgraded', 'in_use', 'piloted', 'planned'], stage))
    group by area_id, year
)
select
    described.area_id, area.area_name, area.level, area.province_name, described.year,
    described.documents, described.is_restated, coalesce(noted.flags, map {}) as flags,
    valued.* exclude (area_id, year),
    staged.* exclude (area_id, year)
from described
join mart.area as area on area.area_id = described.area_id
left join noted on noted.area_id = described.area_id and noted.year = described.year
left join valued on valued.area_id = described.area_id and valued.year = described.year
left join staged on staged.area_id = described.area_id and staged.year = described.year

-- What a wide table says of its rows beside the values of a domain: how many documents stand behind them, whether any
-- restates another page, and what to know, column by column.
create or replace macro core.wide_notes(domain_name) as table
    with behind as (
        select document.area_id, document.year, count(distinct document.document_id) as documents,
            bool_or(document.is_restated) as is_restated
        from core.documents_behind(domain_name) as document
        group by all
    ),
    flagged as (
        select yearly.area_id, yearly.year, map_from_entries(
            list({'key': yearly.indicator_id, 'value': yearly.flag} order by yearly.indicator_id)
        ) as flags
        from core.preferred(domain_name) as yearly
        where yearly.flag is not null
        group by all
    )
    select behind.*, coalesce(flagged.flags, map {}) as flags
    from behind
    left join flagged on flagged.area_id = behind.area_id and flagged.year = behind.year

-- Yearly value: one row per area, indicator, year and scenario, chosen from its claims by a named rule.
-- Not heard: unvalidated (V), habitual and multi-year claims, a derived claim where a printed one exists, what a newer
-- version of the same page no longer says or says anew, and claims of a year in which their area did not exist.
-- A claim that a reviewed correction chose is the value, be it derived. A claim recognised from a scan is heard, but never
-- chosen where a text that was read says anything of the cell, be it derived, of a shorter period or of a worse source: a
-- scan may be wrong in any digit.
-- The claims that cover most days of the year stand for the cell, of equal lengths the later ones; a point covers its
-- year up to its date. The best source of these leads: rank of the publisher, report before article, later published,
-- surer reading, first stated. Of the claims that agree with the leader the narrowest interval is chosen, then the
-- better source. Agreement is judged among the claims of the chosen period; one text, however often printed, is one
-- source.
-- Ends of intervals count as closed: `more than 120` beside `120` is looser wording, not another figure. A round number
-- beside a finer one of the same document (a headline over its text) stands for all that rounds to it.
-- Intervals that meet in pairs share a point, so the greatest lower and the least upper end tell a conflict.
-- Most cells have one claim: only the others are ranked, and with no more columns than that takes.
with sources as (
    select
        document.document_id, publisher.rank as source_rank, document.kind = 'article' as is_article, document.published_on,
        row_number() over (order by document.document_id) as document_no,
        dense_rank() over (order by coalesce(source.text_id, document.document_id)) as text_no,
        dense_rank() over (
            order by publisher.rank, document.kind = 'article', document.published_on desc nulls last
        ) as standing
    from raw.document as document
    join ref.publisher as publisher using (publisher_id)
    left join core.source_text as source on source.document_id = document.document_id
    where source.superseded_by is null
),
fit as not materialized (
    select claim.*
    from core.claims() as claim
    join ref.area as area on area.area_id = claim.area_id
    where claim.obs_status <> 'V' and claim.period_type not in ('habitual', 'multi_year')
        and claim.document_id in (select sources.document_id from sources)
        and core.is_of_its_time(claim.scenario, claim.year, area.valid_from, area.valid_from_is_exact, area.valid_to)
),
cells as (
    select
        area_id, indicator_id, year, scenario, row_number() over () as cell, count(*) as claim_count,
        coalesce(bool_and(is_derived) filter (not is_recognised), bool_and(is_derived)) as is_derived
    from fit
    group by all
),
heard as (
    select
        cells.cell, fit.claim_id, fit.start, fit.value, fit.lower, fit.upper, fit.bound, fit.period_type, fit.period_end,
        fit.period_end - core.covered_from(fit.period_start, fit.year) as days, fit.confidence, fit.is_recognised,
        not fit.is_selected as is_unselected, sources.* exclude (document_id)
    from fit
    join cells using (area_id, indicator_id, year, scenario)
    join sources using (document_id)
    where cells.claim_count > 1 and (cells.is_derived or not fit.is_derived or fit.is_selected)
),
periods as (
    select cell, days, period_end, bool_and(is_unselected) as is_unselected_period, bool_and(is_recognised) as is_of_scans
    from heard
    group by all
),
repeated as (
    select cell, days, period_end, document_no, list({'start': start, 'value': value}) as figures
    from heard
    where bound = 'exact' and value <> 0
    group by all
    having count(*) > 1
),
finest as (
    select
        cell, days, period_end, document_no,
        list_min(list_transform(
            figures, lambda one: {'grain': core.grain(one.value), 'start': one.start, 'value': one.value}
        )) as figure
    from repeated
),
stated as (
    select
        heard.*, is_unselected_period, is_of_scans,
        if(figure is not null and bound = 'exact', core.grain(value), null) as grain,
        coalesce(grain > figure.grain and abs(value - figure.value) <= grain / 2, false) as is_rounded,
        coalesce(lower, '-infinity'::double) - if(is_rounded, grain / 2, 0) as low,
        coalesce(upper, 'infinity'::double) + if(is_rounded, grain / 2, 0) as high
    from heard
    join periods using (cell, days, period_end)
    left join finest using (cell, days, period_end, document_no)
),
led as (
    select
        *, row_number() over source as source_place,
        low > first_value(high) over source or high < first_value(low) over source as is_against
    from stated
    window source as (
        partition by cell
        order by
            is_unselected_period, is_of_scans, days desc, period_end desc, is_unselected, is_recognised, standing,
            confidence desc, document_no, start
    )
),
ranked as (
    select
        *, row_number() over best as place,
        first_value(low) over best as best_low, first_value(high) over best as best_high,
        days <> first_value(days) over best or period_end <> first_value(period_end) over best as is_other_period
    from led
    window best as (
        partition by cell
        order by
            is_unselected_period, is_of_scans, days desc, period_end desc, is_unselected, is_recognised, is_against,
            high - low, source_place
    )
),
judged as (
    select
        cell,
        count(*) as claim_count,
        count(distinct text_no) as source_count,
        case
            when max(low) filter (not is_other_period) > min(high) filter (not is_other_period) then 'conflict'
            when bool_or(low <> best_low or high <> best_high) filter (not is_other_period) then 'compatible'
            when max(text_no) filter (not is_other_period) > min(text_no) filter (not is_other_period) then 'agree'
            else 'single'
        end as agreement,
        -- The strongest claim that states something else; where all state the same, the second of them.
        coalesce(min(place) filter (is_other_period or low <> best_low or high <> best_high), 2) as rival_place
    from ranked
    group by cell
),
chosen as (
    select
        best.claim_id, judged.claim_count, judged.source_count, judged.agreement,
        case
            when not best.is_unselected then 'reviewed'
            when rival.cell is null then 'only_claim'
            when rival.is_recognised and not best.is_recognised then 'read_over_recognised'
            when rival.is_other_period and best.days > rival.days and best.period_type <> 'point' then 'full_period'
            when rival.is_other_period then 'later_as_of'
            when not rival.is_against and best.high - best.low < rival.high - rival.low then 'most_exact'
            when better.source_rank <> rival.source_rank then 'source_rank'
            when better.is_article <> rival.is_article then 'report_over_article'
            when better.published_on is distinct from rival.published_on then 'later_published'
            when better.confidence <> rival.confidence then 'surer_reading'
            else 'first_stated'
        end as rule
    from judged
    join ranked as best on best.cell = judged.cell and best.place = 1
    left join ranked as rival on rival.cell = judged.cell and rival.place = judged.rival_place
    -- A claim against the leader lost to the leader, any other to the chosen one.
    join ranked as better
        on better.cell = judged.cell and if(coalesce(rival.is_against, false), better.source_place, better.place) = 1
),
settled as (
    select fit.* exclude (rule), chosen.* exclude (claim_id)
    from chosen
    join fit using (claim_id)
    union all by name
    select
        fit.* exclude (rule), 1 as claim_count, 1 as source_count, 'single' as agreement,
        if(fit.is_selected, 'reviewed', 'only_claim') as rule
    from fit
    join cells using (area_id, indicator_id, year, scenario)
    where cells.claim_count = 1
)
select
    area_id, indicator_id, year, scenario, value, lower, upper, bound, unit_id, obs_status, period_type, period_start,
    period_end, claim_id, is_derived, is_recognised, correction_id, claim_count, source_count, agreement, rule
from settled

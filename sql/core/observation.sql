-- Yearly value: one row per area, indicator, year and scenario, chosen from its claims by a named rule.
-- Not heard: unvalidated (V), habitual and multi-year claims, and a derived claim where a printed one exists.
-- A claim recognised from a scan is heard, but never chosen where a text that was read says anything of the cell, be it
-- derived, of a shorter period or of a worse source: a scan may be wrong in any digit.
-- The claims that cover most days of the year stand for the cell, of equal lengths the later ones; a point covers its
-- year up to its date. The best source of these leads: rank of the publisher, report before article, later published,
-- surer reading, first stated. Of the claims that agree with the leader the narrowest interval is chosen, then the
-- better source. Agreement is judged among the claims of the chosen period.
-- Ends of intervals count as closed: `more than 120` beside `120` is looser wording, not another figure. A round number
-- beside a finer one of the same document (a headline over its text) stands for all that rounds to it.
-- Intervals that meet in pairs share a point, so the greatest lower and the least upper end tell a conflict.
with cells as (
    select
        area_id, indicator_id, year, scenario, row_number() over () as cell,
        coalesce(bool_and(is_derived) filter (not is_recognised), bool_and(is_derived)) as is_derived
    from core.claim
    where obs_status <> 'V' and period_type not in ('habitual', 'multi_year')
    group by all
),
heard as (
    select
        claim.*, cells.cell, document.published_on, document.text_sha256, document.kind = 'article' as is_article,
        publisher.rank as source_rank,
        claim.period_end - core.covered_from(claim.period_start, claim.year) as days,
        core.grain(claim.value) as grain
    from core.claim as claim
    join cells using (area_id, indicator_id, year, scenario)
    join raw.document as document using (document_id)
    join ref.publisher as publisher using (publisher_id)
    where claim.obs_status <> 'V' and claim.period_type not in ('habitual', 'multi_year')
        and (cells.is_derived or not claim.is_derived)
),
periods as (
    select cell, days, period_end, bool_and(is_recognised) as is_of_scans
    from heard
    group by all
),
timed as (
    select
        heard.*, dense_rank() over (
            partition by cell order by periods.is_of_scans, days desc, period_end desc
        ) as period_place
    from heard
    join periods using (cell, days, period_end)
),
finest as (
    select cell, period_place, document_id, min({'grain': grain, 'start': start, 'value': value}) as figure
    from timed
    where bound = 'exact' and value <> 0
    group by all
    having count(*) > 1
),
stated as (
    select
        timed.*,
        bound = 'exact' and grain > figure.grain and abs(value - figure.value) <= grain / 2 as is_rounded,
        coalesce(lower, '-infinity'::double) - if(is_rounded, grain / 2, 0) as low,
        coalesce(upper, 'infinity'::double) + if(is_rounded, grain / 2, 0) as high,
        row_number() over (
            partition by cell
            order by
                period_place, is_recognised, source_rank, is_article, published_on desc nulls last, confidence desc,
                document_id, start, claim_id
        ) as source_place
    from timed
    left join finest using (cell, period_place, document_id)
),
led as (
    select stated.*, stated.low > leader.high or stated.high < leader.low as is_against
    from stated
    join stated as leader using (cell)
    where leader.source_place = 1
),
ranked as (
    select
        *, row_number() over best as place,
        first_value(low) over best as best_low, first_value(high) over best as best_high
    from led
    window best as (partition by cell order by period_place, is_recognised, is_against, high - low, source_place)
),
judged as (
    select
        cell,
        count(*) as claim_count,
        count(distinct text_sha256) as source_count,
        case
            when count(*) filter (period_place = 1) = 1 then 'single'
            when max(low) filter (period_place = 1) > min(high) filter (period_place = 1) then 'conflict'
            when bool_and(low = best_low and high = best_high) filter (period_place = 1) then 'agree'
            else 'compatible'
        end as agreement,
        -- The strongest claim that states something else; where all state the same, the second of them.
        coalesce(min(place) filter (period_place > 1 or low <> best_low or high <> best_high), 2) as rival_place
    from ranked
    group by cell
)
select
    best.area_id, best.indicator_id, best.year, best.scenario, best.value, best.lower, best.upper, best.bound,
    best.unit_id, best.obs_status, best.period_type, best.period_start, best.period_end, best.claim_id,
    judged.claim_count, judged.source_count, judged.agreement,
    case
        when rival.cell is null then 'only_claim'
        when rival.is_recognised and not best.is_recognised then 'read_over_recognised'
        when rival.period_place > 1 and best.days > rival.days and best.period_type <> 'point' then 'full_period'
        when rival.period_place > 1 then 'later_as_of'
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

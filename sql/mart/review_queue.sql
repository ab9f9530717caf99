-- Review queue: one row per thing a person should look at, the most harmful first.
-- First what reaches the readers (conflicts, chosen values that were read with doubt), then what was kept from them.
with named as (
    select claim_id, count(*) as items
    from core.named_item
    group by all
),
found as (
    select
        'conflict' as reason, chosen_claim_id as claim_id,
        count(*) || ' claim(s) state another figure than the chosen one: '
            || string_agg(distinct rival_publisher, ', ' order by rival_publisher)
            || '; see mart.conflict' as detail
    from mart.conflict
    group by chosen_claim_id
    union all
    select
        'part_above_year', part.claim_id,
        'the figure to ' || part.period_end || ' is above the value of the longer period, claim ' || yearly.claim_id
    from mart.evidence as part
    join ref.indicator as indicator on indicator.indicator_id = part.indicator_id
    join core.observation as yearly
        on yearly.area_id = part.area_id and yearly.indicator_id = part.indicator_id
        and yearly.year = part.year and yearly.scenario = part.scenario
    where part.why = 'other_period' and indicator.kind = 'flow' and part.lower > yearly.upper
        -- A scan may cover more of the year than the text that was chosen.
        and part.period_end - core.covered_from(part.period_start, part.year)
            <= yearly.period_end - core.covered_from(yearly.period_start, yearly.year)
    union all
    select
        'list_mismatch', evidence.claim_id,
        format('the text counts {:.15g} and names {}; see core.named_item', evidence.value, named.items)
    from named
    join mart.evidence as evidence on evidence.claim_id = named.claim_id
    where evidence.bound = 'exact' and evidence.value <> named.items
    union all
    select 'low_confidence', claim_id, format('chosen at confidence {:.2f}: {}', confidence, reading_rule)
    from mart.evidence
    -- Below it neither the indicator nor the place or period stands in the clause.
    where is_chosen and not is_derived and not is_recognised and confidence < 0.75
    union all
    select
        'recognised', claim_id,
        format('chosen from a scan at confidence {:.2f}; compare the figure with the page', confidence)
    from mart.evidence
    where is_chosen and is_recognised
    union all
    select doubt, claim_id, doubt_detail || ': kept out of the yearly values'
    from mart.evidence
    where doubt is not null
),
queue as (
    select
        found.reason, found.detail, evidence.claim_id, evidence.area_id, evidence.area_name, evidence.indicator_id,
        evidence.year, evidence.scenario, evidence.file_name, evidence.sentence, indicator.tier, evidence.confidence
    from found
    join mart.evidence as evidence on evidence.claim_id = found.claim_id
    join ref.indicator as indicator on indicator.indicator_id = evidence.indicator_id
    union all by name
    select 'rejected_document' as reason, reason || ': ' || message || '; ' || cure as detail, file_name
    from raw.rejected_document
)
select
    row_number() over (
        order by
            list_position(
                [
                    'conflict', 'part_above_year', 'list_mismatch', 'low_confidence', 'recognised', 'beyond_limit',
                    'part_above_whole', 'sum_of_parts', 'ratio_against_rate', 'ratio_above_one', 'letters_lost', 'rejected_document'
                ],
                reason
            ),
            tier, confidence, file_name, claim_id, detail
    ) as place,
    reason, detail, area_id, area_name, indicator_id, year, scenario, claim_id, file_name, sentence
from queue

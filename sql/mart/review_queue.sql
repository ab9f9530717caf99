-- Review queue: one row per thing a person should look at, the most harmful first.
-- First what reaches the readers (conflicts, values that cannot be, values that are gone, chosen values that were read
-- with doubt), then what was kept from them. What a reviewed correction settled is not here.
with settled as (
    select amended.claim_id
    from core.amended_claim as amended
    join ref.correction as correction using (correction_id)
    where correction.action in ('reject', 'choose', 'confirm')
),
open as (
    select judged.*
    from core.judged_claims() as judged
    where judged.claim_id not in (select settled.claim_id from settled)
),
named as (
    select claim_id, count(*) as items
    from core.named_item
    group by all
),
found as (
    select
        'conflict' as reason, conflict.chosen_claim_id as claim_id,
        count(*) || ' claim(s) state another figure than the chosen one: '
            || string_agg(distinct conflict.rival_publisher, ', ' order by conflict.rival_publisher)
            || '; see mart.conflict' as detail
    from mart.conflict as conflict
    group by conflict.chosen_claim_id
    union all
    select
        'part_above_year', part.claim_id,
        'the figure to ' || part.period_end || ' is above the value of the longer period, claim ' || yearly.claim_id
    from open as part
    join ref.indicator as indicator on indicator.indicator_id = part.indicator_id
    join core.observation as yearly on yearly.claim_id = part.chosen_claim_id
    where part.why = 'other_period' and indicator.kind = 'flow' and part.lower > yearly.upper
        -- A scan may cover more of the year than the text that was chosen.
        and part.period_end - core.covered_from(part.period_start, part.year)
            <= yearly.period_end - core.covered_from(yearly.period_start, yearly.year)
    union all
    select
        'implausible_jump', jump.claim_id,
        format(
            'the year before had {:.15g}: claim {}',
            coalesce(jump.before_value, jump.before_lower, jump.before_upper), jump.before_claim_id
        )
    from core.jumps() as jump
    union all
    select
        excess.reason, excess.claim_id,
        format(
            'more than the {} {:.15g} of {}: claim {}',
            if(excess.reason = 'above_whole', excess.whole_indicator_id, 'province''s'),
            coalesce(excess.whole_value, excess.whole_upper), excess.whole_area_id, excess.whole_claim_id
        )
    from core.excesses() as excess
    union all
    select
        'list_mismatch', claim.claim_id,
        format('the text counts {:.15g} and names {}; see core.named_item', claim.value, named.items)
    from named
    join open as claim on claim.claim_id = named.claim_id
    where claim.bound = 'exact' and claim.value <> named.items
    union all
    select 'low_confidence', claim_id, format('chosen at confidence {:.2f}: {}', confidence, rule)
    from open
    -- Below it neither the indicator nor the place or period stands in the clause.
    where is_chosen and not is_derived and not is_recognised and confidence < 0.75
    union all
    select
        'recognised', claim_id,
        format('chosen from a scan at confidence {:.2f}; compare the figure with the page', confidence)
    from open
    where is_chosen and is_recognised
    union all
    select doubt, claim_id, doubt_detail || ': kept out of the yearly values'
    from open
    where doubt <> 'rejected'
    union all
    select
        'area_not_valid', claim_id, format('no such area existed in {}: kept out of the yearly values', year)
    from open
    where why = 'area_not_valid'
),
claimed as (
    select
        found.reason, found.detail, evidence.claim_id, evidence.area_id, evidence.area_name, evidence.indicator_id,
        evidence.year, evidence.scenario, evidence.file_name, evidence.sentence, indicator.tier, evidence.confidence
    from found
    join mart.evidence as evidence on evidence.claim_id = found.claim_id
    join ref.indicator as indicator on indicator.indicator_id = evidence.indicator_id
    where found.claim_id not in (select settled.claim_id from settled)
),
gone as (
    select
        'coverage_shrank' as reason,
        format('the release before had {:.15g} ({})', coalesce(before_value, before_lower, before_upper), reason)
            as detail,
        area_id, area_name, indicator_id, year, scenario, before_file_name as file_name, before_quote as sentence
    from mart.revision
    where is_current and change = 'removed' and reason <> 'correction'
),
placeless as (
    select
        'ambiguous_place' as reason,
        format(
            '{} can be of {}; name the area of the document in sources.csv', unclaimed.surface,
            string_agg(area.area_name || ' (' || area.area_id || ')', ', ' order by area.area_id)
        ) as detail,
        unclaimed.candidate_indicator_id as indicator_id, any_value(document.file_name) as file_name,
        any_value(passage.text) as sentence
    from core.unclaimed_quantity as unclaimed
    join staging.quantity as quantity on quantity.quantity_id = unclaimed.quantity_id
    join staging.passage as passage
        on passage.document_id = quantity.document_id and passage.passage_no = quantity.passage_no
    join raw.document as document on document.document_id = unclaimed.document_id
    join mart.area as area on list_contains(unclaimed.candidate_ids, area.area_id)
    where unclaimed.candidate_indicator_id is not null and len(unclaimed.candidate_ids) > 1
    group by unclaimed.quantity_id, unclaimed.surface, unclaimed.candidate_indicator_id
),
queue as (
    from claimed
    union all by name
    from gone
    union all by name
    from placeless
    union all by name
    select 'rejected_document' as reason, reason || ': ' || message || '; ' || cure as detail, file_name
    from raw.rejected_document
)
select
    row_number() over (
        order by
            list_position(
                [
                    'conflict', 'part_above_year', 'above_whole', 'above_province', 'implausible_jump',
                    'list_mismatch', 'coverage_shrank', 'low_confidence', 'recognised', 'beyond_limit',
                    'part_above_whole', 'sum_of_parts', 'ratio_against_rate', 'ratio_above_one', 'letters_lost', 'area_not_valid', 'ambiguous_place',
                    'rejected_document'
                ],
                reason
            ),
            tier, confidence, file_name, claim_id, area_id, indicator_id, year, scenario, detail
    ) as place,
    reason, detail, area_id, area_name, indicator_id, year, scenario, claim_id, file_name, sentence
from queue

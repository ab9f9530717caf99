-- Yearly indicator: one row per area, indicator, year and scenario, with the sentence and the source that state it.
-- A district that ended goes on as the sum of the communes that followed it, where all report; `is_reconstructed` marks
-- such a row, which has members and no sentence of its own. Where the district says something of that cell itself, what
-- covers more of the year stands, of a stock the later; of equals its own.
-- `flag` says what a reader must know before using the value; `is_preferred` leaves one row per area, indicator and
-- year: the actual value, an estimate where none is stated, never a plan.
with chosen as (
    select * from mart.evidence where is_chosen
),
behind as (
    select
        reconstruction.area_id, reconstruction.indicator_id, reconstruction.year, reconstruction.scenario,
        bool_or(chosen.is_derived) as is_derived,
        bool_or(chosen.is_recognised) as is_recognised,
        min(chosen.confidence) as confidence,
        bool_or(chosen.is_restated) as is_restated,
        list_sort(list_distinct(flatten(list(chosen.restated_from)))) as restated_from
    from core.reconstruction as reconstruction, unnest(reconstruction.claim_ids) as member(claim_id)
    join chosen on chosen.claim_id = member.claim_id
    group by all
),
offered as (
    select
        observation.area_id, observation.indicator_id, observation.year, observation.scenario,
        observation.value, observation.lower, observation.upper, observation.bound, observation.unit_id,
        observation.obs_status, observation.period_type, observation.period_start, observation.period_end,
        false as is_reconstructed, []::varchar[] as member_ids, [observation.claim_id] as claim_ids,
        observation.agreement, observation.claim_count, observation.source_count, observation.rule,
        chosen.is_derived, chosen.is_recognised, chosen.confidence, chosen.is_restated, chosen.restated_from,
        observation.claim_id
    from core.observation as observation
    join chosen on chosen.claim_id = observation.claim_id
    union all
    select
        reconstruction.area_id, reconstruction.indicator_id, reconstruction.year, reconstruction.scenario,
        reconstruction.value, reconstruction.lower, reconstruction.upper, reconstruction.bound, reconstruction.unit_id,
        reconstruction.obs_status, reconstruction.period_type, reconstruction.period_start, reconstruction.period_end,
        true, reconstruction.member_ids, reconstruction.claim_ids,
        reconstruction.agreement, reconstruction.claim_count, reconstruction.source_count, reconstruction.rule,
        behind.is_derived, behind.is_recognised, behind.confidence, behind.is_restated, behind.restated_from,
        null
    from core.reconstruction as reconstruction
    join behind
        on behind.area_id = reconstruction.area_id and behind.indicator_id = reconstruction.indicator_id
        and behind.year = reconstruction.year and behind.scenario = reconstruction.scenario
),
standing as (
    select offered.*, indicator.domain, indicator.label_vi, indicator.label_en
    from offered
    join ref.indicator as indicator on indicator.indicator_id = offered.indicator_id
    qualify row_number() over (
        partition by offered.area_id, offered.indicator_id, offered.year, offered.scenario
        order by
            if(
                indicator.kind = 'stock',
                offered.period_end - make_date(offered.year, 1, 1),
                offered.period_end - core.covered_from(offered.period_start, offered.year)
            ) desc,
            offered.is_reconstructed
    ) = 1
)
select
    standing.area_id, area.area_name, area.level, area.province_name,
    standing.indicator_id, standing.domain, standing.label_vi, standing.label_en,
    standing.year, standing.scenario,
    standing.value, standing.lower, standing.upper, standing.bound, standing.unit_id,
    standing.obs_status, standing.period_type, standing.period_start, standing.period_end,
    nullif(concat_ws('; ',
        case standing.bound
            when 'about' then 'about'
            when 'gt' then 'more than'
            when 'ge' then 'at least'
            when 'lt_near' then 'nearly'
            when 'lt' then 'under'
            when 'le' then 'at most'
            when 'range' then format('range {:.15g}..{:.15g}', standing.lower, standing.upper)
        end,
        case
            when standing.period_start > make_date(standing.year, 1, 1)
                then standing.period_start || ' to ' || standing.period_end
            when standing.period_end < make_date(standing.year, 12, 31)
                then if(standing.period_type = 'point', 'at ', 'to ') || standing.period_end
        end,
        if(standing.scenario = 'actual', null, standing.scenario),
        if(standing.obs_status = 'B', 'break in series', null),
        if(
            standing.is_reconstructed,
            format('reconstructed from {} area{}', len(standing.member_ids), if(len(standing.member_ids) = 1, '', 's')),
            null
        ),
        if(standing.is_derived, 'derived', null),
        if(standing.is_recognised, 'recognised from a scan', null),
        if(standing.agreement = 'conflict', 'conflict', null)
    ), '') as flag,
    standing.scenario <> 'plan' and row_number() over (
        partition by standing.area_id, standing.indicator_id, standing.year
        order by list_position(['actual', 'estimate', 'plan'], standing.scenario)
    ) = 1 as is_preferred,
    standing.is_reconstructed, standing.member_ids, standing.claim_ids,
    standing.agreement, standing.claim_count, standing.source_count, standing.rule,
    standing.is_derived, standing.confidence,
    standing.claim_id, chosen.quote, chosen.sentence, chosen.header,
    chosen.document_id, chosen.document_title, chosen.document_kind, chosen.publisher, chosen.source_rank,
    chosen.url, standing.is_restated, standing.restated_from, chosen.published_on
from standing
join mart.area as area on area.area_id = standing.area_id
left join chosen on chosen.claim_id = standing.claim_id

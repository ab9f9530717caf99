-- Yearly indicator: one row per area, indicator, year and scenario, with the sentence and the source that state it.
-- `flag` says what a reader must know before using the value; `is_preferred` leaves one row per area, indicator and
-- year: the actual value, an estimate where none is stated, never a plan.
with chosen as (
    select * from mart.evidence where is_chosen
)
select
    chosen.area_id, chosen.area_name, chosen.level, chosen.province_name,
    chosen.indicator_id, chosen.domain, chosen.label_vi, chosen.label_en,
    chosen.year, chosen.scenario,
    observation.value, observation.lower, observation.upper, observation.bound, observation.unit_id,
    observation.obs_status, observation.period_type, observation.period_start, observation.period_end,
    nullif(concat_ws('; ',
        case observation.bound
            when 'about' then 'about'
            when 'gt' then 'more than'
            when 'ge' then 'at least'
            when 'lt_near' then 'nearly'
            when 'lt' then 'under'
            when 'le' then 'at most'
            when 'range' then format('range {:.15g}..{:.15g}', observation.lower, observation.upper)
        end,
        case
            when observation.period_start > make_date(observation.year, 1, 1)
                then observation.period_start || ' to ' || observation.period_end
            when observation.period_end < make_date(observation.year, 12, 31)
                then if(observation.period_type = 'point', 'at ', 'to ') || observation.period_end
        end,
        if(chosen.scenario = 'actual', null, chosen.scenario),
        if(observation.obs_status = 'B', 'break in series', null),
        if(chosen.is_derived, 'derived', null),
        if(chosen.is_recognised, 'recognised from a scan', null),
        if(observation.agreement = 'conflict', 'conflict', null)
    ), '') as flag,
    chosen.scenario <> 'plan' and row_number() over (
        partition by chosen.area_id, chosen.indicator_id, chosen.year
        order by list_position(['actual', 'estimate', 'plan'], chosen.scenario)
    ) = 1 as is_preferred,
    observation.agreement, observation.claim_count, observation.source_count, observation.rule,
    chosen.is_derived, chosen.confidence,
    observation.claim_id, chosen.quote, chosen.sentence, chosen.header,
    chosen.document_id, chosen.document_title, chosen.document_kind, chosen.publisher, chosen.source_rank, chosen.url,
    chosen.is_restated, chosen.restated_from, chosen.published_on
from core.observation as observation
join chosen on chosen.claim_id = observation.claim_id

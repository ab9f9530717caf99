-- Disagreement: one row per chosen claim and rival claim of the same cell and period that state disjoint figures.
-- Where the chosen claim agrees with all and two others are disjoint, those stand beside it.
with cells as (
    select claim_id as chosen_claim_id, rule
    from core.observation
    where agreement = 'conflict'
),
rivals as (
    select
        cells.rule, cells.chosen_claim_id, rival.*,
        bool_or(rival.why = 'contradicts') over (partition by cells.chosen_claim_id) as is_contradicted
    from cells
    join mart.evidence as chosen on chosen.claim_id = cells.chosen_claim_id
    join mart.evidence as rival
        on rival.area_id = chosen.area_id and rival.indicator_id = chosen.indicator_id
        and rival.year = chosen.year and rival.scenario = chosen.scenario
    where rival.why in ('contradicts', 'agrees')
)
select
    chosen.area_id, chosen.area_name, chosen.level, chosen.province_name,
    chosen.indicator_id, chosen.domain, chosen.label_vi, chosen.label_en,
    chosen.year, chosen.scenario, chosen.unit_id, chosen.period_type, chosen.period_end, rivals.rule,
    chosen.claim_id as chosen_claim_id, chosen.value as chosen_value, chosen.lower as chosen_lower,
    chosen.upper as chosen_upper, chosen.bound as chosen_bound, chosen.sentence as chosen_sentence,
    chosen.document_title as chosen_title, chosen.publisher as chosen_publisher,
    chosen.source_rank as chosen_source_rank, chosen.published_on as chosen_published_on, chosen.url as chosen_url,
    rivals.claim_id as rival_claim_id, rivals.value as rival_value, rivals.lower as rival_lower,
    rivals.upper as rival_upper, rivals.bound as rival_bound, rivals.sentence as rival_sentence,
    rivals.document_title as rival_title, rivals.publisher as rival_publisher,
    rivals.source_rank as rival_source_rank, rivals.published_on as rival_published_on, rivals.url as rival_url,
    rivals.value - chosen.value as difference,
    rivals.value / nullif(chosen.value, 0) as ratio
from rivals
join mart.evidence as chosen on chosen.claim_id = rivals.chosen_claim_id
where rivals.why = 'contradicts' or not rivals.is_contradicted

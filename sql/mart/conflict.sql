-- Disagreement: one row per chosen claim and rival claim of the same cell and period that state disjoint figures.
-- Where the chosen claim agrees with all and two others are disjoint, those stand beside it.
with cells as (
    select claim_id as chosen_claim_id, rule
    from core.observation
    where agreement = 'conflict'
),
rivals as (
    select
        cells.rule, cells.chosen_claim_id, claim.claim_id as rival_claim_id, claim.why,
        bool_or(claim.why = 'contradicts') over (partition by cells.chosen_claim_id) as is_contradicted
    from cells
    join core.judged_claims() as claim using (chosen_claim_id)
    where claim.why in ('contradicts', 'agrees')
)
select
    chosen.area_id, chosen.area_name, chosen.level, chosen.province_name,
    chosen.indicator_id, chosen.domain, chosen.label_vi, chosen.label_en,
    chosen.year, chosen.scenario, chosen.unit_id, chosen.period_type, chosen.period_end, rivals.rule,
    chosen.claim_id as chosen_claim_id, chosen.value as chosen_value, chosen.lower as chosen_lower,
    chosen.upper as chosen_upper, chosen.bound as chosen_bound, chosen.sentence as chosen_sentence,
    chosen.document_title as chosen_title, chosen.publisher as chosen_publisher,
    chosen.source_rank as chosen_source_rank, chosen.published_on as chosen_published_on, chosen.url as chosen_url,
    rival.claim_id as rival_claim_id, rival.value as rival_value, rival.lower as rival_lower,
    rival.upper as rival_upper, rival.bound as rival_bound, rival.sentence as rival_sentence,
    rival.document_title as rival_title, rival.publisher as rival_publisher,
    rival.source_rank as rival_source_rank, rival.published_on as rival_published_on, rival.url as rival_url,
    rival.value - chosen.value as difference,
    rival.value / nullif(chosen.value, 0) as ratio
from rivals
join mart.evidence as chosen on chosen.claim_id = rivals.chosen_claim_id
join mart.evidence as rival on rival.claim_id = rivals.rival_claim_id
where rivals.why = 'contradicts' or not rivals.is_contradicted

-- stored: view
-- Evidence: one row per claim, chosen or not, with its sentence, its source and how it stands to the value of its cell.
select
    claim.area_id, area.area_name, area.level, area.province_name,
    claim.indicator_id, indicator.domain, indicator.label_vi, indicator.label_en,
    claim.year, claim.scenario, claim.value, claim.lower, claim.upper, claim.bound, claim.unit_id, claim.obs_status,
    claim.doubt, claim.doubt_detail,
    claim.period_type, claim.period_start, claim.period_end,
    claim.claim_id, claim.quantity_id, claim.is_chosen, claim.why,
    claim.is_derived, claim.derivation, claim.is_recognised, claim.comparison, claim.confidence,
    claim.rule as reading_rule, claim.correction_id, claim.correction,
    claim.quote,
    -- DuckDB counts code points, as the offsets do.
    substr(document.text, claim.sentence_start + 1, claim.sentence_end - claim.sentence_start) as sentence,
    substr(document.text, claim.header_start + 1, claim.header_end - claim.header_start) as header,
    claim.start, claim.end,
    passage.role, passage.section,
    claim.document_id, document.file_name, document.title as document_title, document.kind as document_kind,
    publisher.name as publisher, publisher.rank as source_rank, document.url,
    document.is_restated, if(document.is_restated, document.source_urls, []) as restated_from,
    document.published_on, document.extractor_version
from core.judged_claims() as claim
join raw.document as document on document.document_id = claim.document_id
join ref.publisher as publisher on publisher.publisher_id = document.publisher_id
join mart.area as area on area.area_id = claim.area_id
join ref.indicator as indicator on indicator.indicator_id = claim.indicator_id
left join staging.quantity as quantity on quantity.quantity_id = claim.quantity_id
left join staging.passage as passage
    on passage.document_id = quantity.document_id and passage.passage_no = quantity.passage_no

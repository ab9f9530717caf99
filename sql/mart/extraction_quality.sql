-- Extraction quality: one row per version of the extractor, level and indicator, and one for all indicators together.
-- Over the labelled documents that landed, in the last build of each version.
select
    score.extractor_version,
    any_value(score.version_no) as version_no,
    any_value(score.label_version) as label_version,
    score.score_level,
    coalesce(score.indicator_id, 'all') as indicator,
    if(score.indicator_id is null, null, any_value(indicator.label_en)) as label_en,
    sum(score.labelled) as labelled,
    sum(score.found) as found,
    sum(score.hits) as hits,
    sum(score.hits) / nullif(sum(score.found), 0) as precision,
    sum(score.hits) / nullif(sum(score.labelled), 0) as recall,
    2 * sum(score.hits) / (sum(score.labelled) + sum(score.found)) as f1
from core.extraction_score as score
left join ref.indicator as indicator on indicator.indicator_id = score.indicator_id
group by grouping sets (
    (score.extractor_version, score.score_level, score.indicator_id),
    (score.extractor_version, score.score_level)
)

-- question: How well is each indicator read, and on how many labelled statements does that rest?
select quality.label_en, quality.labelled, round(quality.precision, 2) as precision, round(quality.recall, 2) as recall
from mart.extraction_quality as quality
join mart.release as release on release.is_current and release.extractor_version = quality.extractor_version
where quality.score_level = 'dated' and quality.indicator <> 'all'
order by quality.labelled desc, quality.f1, quality.label_en
limit 10

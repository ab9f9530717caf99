-- severity: error
-- Figures of this release's extractor below their floor in schemas/catalogue/quality_floor.yaml. A landing folder that
-- lacks too many of the labelled documents is not judged.
with figures as (
    unpivot (
        select
            quality.score_level, quality.labelled,
            coalesce(quality.precision, 0) as precision, coalesce(quality.recall, 0) as recall, quality.f1
        from mart.extraction_quality as quality
        join mart.release as release on release.is_current and release.extractor_version = quality.extractor_version
        where quality.indicator = 'all'
    )
    on precision, recall, f1 into name measure value figure
),
labels as (
    select count(*) as labelled from ref.labelled_claim where not is_derived
)
select floors.score_level, floors.measure, round(figures.figure, 4) as figure, floors.floor, figures.labelled
from figures
join ref.quality_floor as floors
    on floors.score_level = figures.score_level and floors.measure = figures.measure
cross join labels
where figures.labelled >= floors.least_share * labels.labelled and figures.figure < floors.floor

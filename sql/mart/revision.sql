-- stored: view
-- Revision: one row per release and yearly value that it added, changed or removed, with what the release before said.
with told as (
    select
        revision.*,
        lag(revision.value) over cell as before_value, lag(revision.lower) over cell as before_lower,
        lag(revision.upper) over cell as before_upper, lag(revision.bound) over cell as before_bound,
        lag(revision.period_end) over cell as before_period_end, lag(revision.claim_id) over cell as before_claim_id,
        lag(revision.quote) over cell as before_quote
    from core.revision as revision
    window cell as (
        partition by revision.area_id, revision.indicator_id, revision.year, revision.scenario
        order by revision.release_no
    )
),
-- The files of all times: a quote of an earlier release may stand in none that is here now.
files as (
    select left(document_id, 16) as document, arg_max(file_name, release_no) as file_name
    from core.document_change
    group by all
)
select
    told.release_no, release.built_at, release.is_current, told.change, told.reason,
    told.area_id, area.area_name, area.level, area.province_name,
    told.indicator_id, indicator.label_vi, indicator.label_en, told.year, told.scenario,
    told.value, told.lower, told.upper, told.bound, coalesce(told.unit_id, indicator.unit_id) as unit_id,
    told.period_end, told.quote, now_file.file_name,
    told.before_value, told.before_lower, told.before_upper, told.before_bound, told.before_period_end,
    told.before_quote, before_file.file_name as before_file_name,
    told.agreement, told.rule, told.correction_id
from told
join mart.release as release on release.release_no = told.release_no
left join mart.area as area on area.area_id = told.area_id
left join ref.indicator as indicator on indicator.indicator_id = told.indicator_id
left join files as now_file on now_file.document = left(told.claim_id, 16)
left join files as before_file on before_file.document = left(told.before_claim_id, 16)

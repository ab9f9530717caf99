-- severity: warn
-- Areas, domains and years that lost yearly values against the release before, corrections aside, with how many.
select revision.area_id, indicator.domain, revision.year, count(*) as lost, any_value(revision.reason) as reason
from mart.revision as revision
join ref.indicator as indicator on indicator.indicator_id = revision.indicator_id
where revision.is_current and revision.change = 'removed' and revision.reason <> 'correction'
group by all

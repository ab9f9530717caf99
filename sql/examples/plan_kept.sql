-- question: How far did areas get with their plans?
select
    actual.area_name, actual.label_en, actual.year, actual.value, planned.value as plan_value,
    round(100 * actual.value / planned.value, 1) as percent_of_plan, actual.flag
from mart.indicator_yearly as actual
join mart.indicator_yearly as planned using (area_id, indicator_id, year)
join ref.indicator as indicator using (indicator_id)
where actual.is_preferred and planned.scenario = 'plan' and planned.value > 0 and indicator.direction = 'up'
order by percent_of_plan desc

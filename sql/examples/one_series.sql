-- question: How did a district's tourism develop, and what had it planned?
select year, value, unit_id, flag, plan_value, quote
from mart.series('Sóc Sơn', 'tourism_visits_total')

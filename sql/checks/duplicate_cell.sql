-- severity: error
-- Cells with more than one yearly value.
select area_id, indicator_id, year, scenario, count(*) as copies
from core.observation
group by all
having count(*) > 1

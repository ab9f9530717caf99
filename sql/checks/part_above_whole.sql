-- severity: warn
-- Parts that exceed the indicator they are a part of, in the same area, year, scenario and period: one of the two was
-- misread or misprinted, or the sources count differently.
select excess.*
from core.excesses() as excess
where excess.reason = 'above_whole'

-- severity: warn
-- Districts and communes whose count or sum exceeds that of their province in the same year and scenario, where the
-- province's value covers at least as much of the year.
select excess.*
from core.excesses() as excess
where excess.reason = 'above_province'

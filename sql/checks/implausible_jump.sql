-- severity: warn
-- Actual values that are far from those of the year before: one of the two was misread or misprinted, or counts otherwise.
select jump.*
from core.jumps() as jump

-- question: Which sentences stand behind a value, and which were not chosen?
select why, value, bound, sentence, document_title, publisher, published_on
from mart.evidence('Sóc Sơn', 'festivals_held', 2024)

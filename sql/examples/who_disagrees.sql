-- question: Where do sources contradict each other most?
select
    area_name, label_en, year, chosen_value, rival_value, round(ratio, 2) as ratio,
    chosen_publisher, rival_publisher, rule
from mart.conflict
where ratio > 0
order by abs(ln(ratio)) desc
limit 10

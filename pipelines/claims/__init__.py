"""From quantities to claims: which indicator, place, period and scenario a number states, and what stays unclaimed."""

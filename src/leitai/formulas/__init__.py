"""The small typed expression language: indicator formulas, validation rules, eligibility rules."""

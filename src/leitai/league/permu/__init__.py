"""Per-mu evaluation of enterprises (亩均论英雄): lists, runs under dated rules, public notice."""

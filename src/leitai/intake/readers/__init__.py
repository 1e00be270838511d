"""Strangers' files become text in processes of their own: `launching` starts one, `child` limits it, a reader reads."""

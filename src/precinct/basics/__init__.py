"""What every other room stands on: errors, bilingual text, time, ids, frozen copies. Knows no law and no police."""

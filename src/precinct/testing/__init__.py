"""The test kit: strategies for every type, walks over any workflow, the laws of the engine to hold your own tables to.

Needs the extra `testing`. Nothing here is imported by the rest of precinct.

    strategies   moments, days, actors, parties, contexts, openings_of, actions_of, matters
    walks        histories of a workflow; `explore` says how far they reach
    payloads     how values are made up; `teach` it a type of your own
    tables       small sound workflows, made at random
    laws         the nine laws as functions of a workflow; `check_all_laws`
    machines     the stock `transitions.Machine` driven beside the engine
    recorder_contract  the contract of a store of entries; `RecorderContract`, and in `stores` what it is tried with
    packs        the contract of a jurisdiction: `assert_keeps_the_contract`, `check_pack`
    samples      stored entries of every version that ever shipped, kept as files and read by the tables of today
    surgery      tables with one thing changed
"""
